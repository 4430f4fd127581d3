# shellcheck shell=bash
# The host, Odoo 19.0: ODOO_HOME, else a Python that imports it, else Debian's package in CRM_HOME.

SERIES=19.0
FROM_SID="odoo-19 libjs-jquery libjs-jquery-form libjs-underscore fonts-roboto-unhinted fonts-montserrat fonts-ocr-b"
FROM_OWN_SUITE="fonts-font-awesome fonts-inconsolata" # Odoo wants Font Awesome 4.7

# Set HOST (the folder of the package odoo), HOST_VERSION and HOST_ADDONS.
find_host() {
    if [ -n "${ODOO_HOME:-}" ]; then
        use_odoo_home
    elif HOST=$(importable_odoo); then
        HOST_VERSION="python $(series_of "$HOST") $HOST"
    else
        HOST=$CRM_HOME/host/usr/lib/python3/dist-packages/odoo
        [ -e "$CRM_HOME/host" ] || fetch_host
        HOST_VERSION="debian $(cat "$CRM_HOME/host/version")"
    fi
    HOST_ADDONS=$HOST/addons
    if [ -d "$HOST/../addons/web" ]; then
        HOST_ADDONS=$(cd "$HOST/../addons" && pwd),$HOST_ADDONS
    fi
}

use_odoo_home() {
    HOST=$(realpath -m -- "$ODOO_HOME")/odoo
    [ -f "$HOST/release.py" ] ||
        die "ODOO_HOME=$ODOO_HOME holds no package odoo/: set it to the folder of an Odoo $SERIES checkout."
    [ "$(series_of "$HOST")" = "$SERIES" ] ||
        die "ODOO_HOME=$ODOO_HOME is Odoo $(series_of "$HOST"), not $SERIES: check out the branch $SERIES there."
    HOST_VERSION="home $HOST $(git -C "$ODOO_HOME" rev-parse HEAD 2>/dev/null || true)"
}

series_of() {
    sed -n -E 's/^version_info = \(([0-9]+), ([0-9]+),.*/\1.\2/p' "$1/release.py"
}

# The folder of the package odoo that a Python at hand can import, if it is of our series.
importable_odoo() {
    local python folder
    for python in ${CRM_PYTHON:-} python3 /usr/bin/python3; do
        command -v "$python" >/dev/null || continue
        folder=$(cd / && "$python" -c 'import os, odoo.release
print(os.path.dirname(odoo.release.__file__))' 2>/dev/null) || continue
        [ "$(series_of "$folder")" = "$SERIES" ] || continue
        printf '%s\n' "$folder"
        return 0
    done
    return 1
}

fetch_host() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        die "no Odoo $SERIES and no apt-get to fetch Debian's: set ODOO_HOME to the folder of an Odoo $SERIES checkout."
    fi
    [ -r /usr/share/keyrings/debian-archive-keyring.gpg ] ||
        die "missing: debian-archive-keyring. Bring it with: sudo apt-get install debian-archive-keyring"
    rm -rf "$CRM_HOME"/host.partial.*
    local partial=$CRM_HOME/host.partial.$$
    step "Odoo: package lists" read_lists "$partial"
    step "Odoo: download" download_host "$partial"
    step "Odoo: unpack" unpack_host "$partial"
}

# The address of the mirror that this machine uses already.
debian_mirror() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -m1 -E '/debian/?$'
}

# apt-get on lists of its own: nothing on the system changes, no root needed.
private_apt() {
    local state=$1
    shift
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    apt-get -q -o Dir::State::Lists="$state/lists" -o Dir::Cache="$state/cache" \
        -o APT::Sandbox::User="$(id -un)" -o APT::Default-Release= -o Acquire::Languages=none \
        -o Acquire::Retries=3 -o Debug::NoLocking=1 "$@"
}

sid_apt() {
    local partial=$1
    shift
    private_apt "$partial/sid" -o Dir::Etc::SourceList="$partial/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null "$@"
}

read_lists() {
    local partial=$1 mirror
    mkdir -p "$partial"
    mirror=$(debian_mirror) || die "apt knows no Debian mirror: set ODOO_HOME to the folder of an Odoo $SERIES checkout."
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s sid main\n' \
        "$mirror" >"$partial/sources.list"
    sid_apt "$partial" -o APT::Update::Error-Mode=any update
    private_apt "$partial/own" -o APT::Update::Error-Mode=any update
}

download_host() {
    local partial=$1
    mkdir -p "$partial/deb"
    cd "$partial/deb" || return
    # shellcheck disable=SC2086
    sid_apt "$partial" download $FROM_SID
    # shellcheck disable=SC2086
    private_apt "$partial/own" download $FROM_OWN_SUITE
}

# Unpack into one prefix, because the package links to the others by relative paths.
unpack_host() {
    local partial=$1 prefix=$1/prefix deb dangling face
    mkdir -p "$prefix"
    for deb in "$partial"/deb/*.deb; do
        printf 'Unpacking %s\n' "${deb##*/}"
        dpkg-deb -x "$deb" "$prefix"
    done
    dangling=$(find "$prefix" -xtype l | head -n 3)
    [ -z "$dangling" ] || die "Debian's odoo-19 has links that lead nowhere: $dangling. Set ODOO_HOME to an Odoo $SERIES checkout."
    [ "$(series_of "$prefix/usr/lib/python3/dist-packages/odoo")" = "$SERIES" ] ||
        die "Debian's odoo-19 is not of series $SERIES any more: set ODOO_HOME to an Odoo $SERIES checkout."
    # The package leaves this library out; every page logs an error for it, which fails browser tests.
    face=$prefix/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation
    mkdir -p "$face"
    [ -s "$face/selfie_segmentation.js" ] ||
        printf '/* Background blur is not part of this package. */\n' >"$face/selfie_segmentation.js"
    dpkg-deb -f "$partial"/deb/odoo-19_*.deb Version >"$prefix/version"
    mv -T "$prefix" "$CRM_HOME/host"
    rm -rf "$partial"
}

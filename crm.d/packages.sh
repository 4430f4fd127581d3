# shellcheck shell=bash
# Programs that come from Debian's packages. Root gets them installed, others are told how.

# need_packages PROGRAM=PACKAGE ...: each program, or the reason why we cannot go on.
need_packages() {
    local pair missing=()
    for pair in "$@"; do
        has_program "${pair%%=*}" || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    can_install || die "missing: ${missing[*]}. $(how_to_install "${missing[@]}")"
    step "Debian packages: ${missing[*]}" install_packages "${missing[@]}"
}

has_program() {
    case $1 in
    initdb) [ -n "$(postgres_bin)" ] ;;
    cjk) have_fonts ;;
    venv) find_python >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

how_to_install() {
    if command -v apt-get >/dev/null; then
        printf 'Bring them with: sudo apt-get install %s' "$*"
    else
        printf "There is no apt-get here: install what Debian calls so with this system's package manager."
    fi
}

can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    local options=(-y --no-install-recommends -o DPkg::Lock::Timeout=300)
    apt-get install "${options[@]}" "$@" || {
        apt-get update
        apt-get install "${options[@]}" "$@"
    }
}

have_fonts() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -iname 'NotoSansCJK*' -print -quit 2>/dev/null)" ]; }

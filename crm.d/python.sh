# shellcheck shell=bash
# The venv with pinned requirements. It is built under a name of its content and then linked.

UV_VERSION=0.13.9

# A Python of 3.11 to 3.13 that can make a venv.
find_python() {
    local python
    for python in ${CRM_PYTHON:-} python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        command -v "$python" >/dev/null || continue
        "$python" -c 'import sys, venv
from ensurepip import version
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 || continue
        command -v "$python"
        return 0
    done
    return 1
}

prepare_python() {
    local base key
    [ -z "${CRM_PYTHON:-}" ] || command -v "$CRM_PYTHON" >/dev/null ||
        die "CRM_PYTHON=$CRM_PYTHON is no program: set it to the path of a Python of 3.11 to 3.13."
    need_packages venv=python3-venv
    base=$(find_python) || die "missing: a Python of 3.11 to 3.13 with venv. Set CRM_PYTHON to its path."
    key=$({
        cat "$CRM_ROOT"/config/requirements*.txt
        "$base" -c 'import sys; print(sys.version, sys.base_prefix)'
        printf '%s\n' "$HOST"
    } | sha256sum | cut -c1-10)
    VENV=$CRM_HOME/venv-$key
    if [ ! -f "$VENV/complete" ]; then
        step "Python packages" build_venv "$base" "$VENV"
    fi
    [ "$(readlink "$CRM_HOME/venv" || true)" = "venv-$key" ] || link_venv "$key"
    PATH=$VENV/bin:$PATH
    export PATH PYTHONDONTWRITEBYTECODE=${PYTHONDONTWRITEBYTECODE:-}
}

link_venv() {
    local link=$CRM_HOME/venv.partial.$$
    ln -s "venv-$1" "$link"
    mv -T "$link" "$CRM_HOME/venv"
    find "$CRM_HOME" -maxdepth 1 -name 'venv-*' ! -name "venv-$1" -exec rm -rf {} +
}

build_venv() {
    local base=$1 venv=$2
    rm -rf "$venv"
    "$base" -m venv "$venv"
    install_requirements "$venv"
    ln -s "$HOST" "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/odoo"
    (cd / && "$venv/bin/python" -c 'import odoo.release, psycopg2, lxml, websocket, pytest_odoo')
    touch "$venv/complete"
}

# uv takes seconds where pip takes a minute; pip is what surely works.
install_requirements() {
    local venv=$1 files=(-r "$CRM_ROOT/config/requirements.txt" -r "$CRM_ROOT/config/requirements-dev.txt")
    if "$venv/bin/python" -m pip install -q "uv==$UV_VERSION" &&
        pip_settings "$venv" "$venv/bin/uv" pip install -p "$venv/bin/python" "${files[@]}"; then
        return 0
    fi
    printf 'uv did not manage it, now pip\n'
    "$venv/bin/python" -m pip install "${files[@]}"
}

# pip_settings VENV COMMAND ...: run a command of uv with the index and certificates that pip uses.
pip_settings() {
    local pip=("$1/bin/python" -m pip config get) value
    shift
    if value=$("${pip[@]}" global.index-url 2>/dev/null); then
        export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$value}
    fi
    UV_SYSTEM_CERTS=1 "$@"
}

# shellcheck shell=bash
# The databases. Two templates are built once: the host modules with demo data and Chinese (by host and
# list of modules), then our addons on top (by the content of addons/). All others are clones of these.
# A database is complete when its comment holds its key; anything else is built anew.

PREFIX=${CRM_DB_PREFIX:-crm}
LANGUAGES=en_US,zh_CN # the first one is the default

# Host, Python, server and both templates: what all commands that need a database start with.
prepare_all() {
    lock_setup
    find_host
    prepare_python
    prepare_postgres
    DEV_CONF=$(write_config dev "${PREFIX}_demo")
    TEST_CONF=$(write_config test "${PREFIX}_test")
}

prepare_templates() {
    host_template
    suite_template
}

db_key() {
    psql -Atc "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$1'"
}

db_exists() { [ "$(psql -Atc "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]; }

db_seal() { psql -qc "COMMENT ON DATABASE \"$1\" IS '$2'"; }

# On a server of somebody else we drop only what we have noted to be ours.
db_claim() {
    local note=$CRM_HOME/state/db-$1
    if [ -z "$PG_BASE" ] && [ ! -e "$note" ] && db_exists "$1"; then
        die "the database $1 on this server was not made by this CRM_HOME: set CRM_DB_PREFIX to another word than $PREFIX"
    fi
    touch "$note"
}

db_drop() {
    dropdb --if-exists --force "$1"
    rm -rf "$CRM_HOME/data/filestore/$1"
}

# Clone a template together with its filestore.
db_clone() {
    local files=$CRM_HOME/data/filestore
    db_drop "$2"
    createdb -T "$1" "$2"
    [ ! -d "$files/$1" ] || cp -a "$files/$1" "$files/$2"
}

host_template() {
    local modules
    modules=$(helper manifests host "$CRM_ROOT/addons")
    HOST_KEY=$(printf '%s\n' "$HOST_VERSION" "$modules" "$LANGUAGES" "${CRM_EXTRA_MODULES:-}" | sha256sum | cut -c1-10)
    HOST_DB=${PREFIX}_host_$HOST_KEY
    db_claim "$HOST_DB"
    [ "$(db_key "$HOST_DB")" = "host $HOST_KEY" ] ||
        step "host database (once): demo data, Chinese" build_host_db "$modules"
}

build_host_db() {
    db_drop "$HOST_DB"
    odoo "$TEST_CONF" -d "$HOST_DB" -i "$1${CRM_EXTRA_MODULES:+,$CRM_EXTRA_MODULES}" --with-demo \
        --load-language="$LANGUAGES" --stop-after-init --no-http
    odoo "$TEST_CONF" shell -d "$HOST_DB" --no-http <"$CRM_ROOT/crm.d/py/prepare_host.py"
    db_seal "$HOST_DB" "host $HOST_KEY"
}

# What decides how our addons look once installed: all of addons/ but their Python tests.
tree_hash() {
    (cd "$CRM_ROOT/addons" && find . -type f ! -name '*.pyc' ! -path './*/tests/*' -print0 |
        LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-10)
}

suite_template() {
    ADDONS=$(helper manifests ours "$CRM_ROOT/addons")
    SUITE_KEY=$HOST_KEY-$(tree_hash)
    SUITE_DB=${PREFIX}_suite
    db_claim "$SUITE_DB"
    [ "$(db_key "$SUITE_DB")" = "suite $SUITE_KEY" ] ||
        step "install $ADDONS" build_suite_db
}

build_suite_db() {
    db_clone "$HOST_DB" "$SUITE_DB"
    odoo "$TEST_CONF" -d "$SUITE_DB" -i "$ADDONS" --with-demo --stop-after-init --no-http 2>&1 |
        tee "$CRM_HOME/state/install.log"
    check_installed "$SUITE_DB"
    db_seal "$SUITE_DB" "suite $SUITE_KEY"
}

check_installed() {
    local left
    left=$(psql -Atd "$1" -c "SELECT name FROM ir_module_module WHERE state <> 'installed'
        AND name = ANY(string_to_array('$ADDONS', ','))")
    [ -z "$left" ] || {
        printf 'ERROR not installed: %s\n' "$left"
        return 1
    }
}

# shellcheck shell=bash
# The configuration files that Odoo reads: those of config/ and, below, what only this machine knows.

# write_config dev|test DATABASE: make CRM_HOME/conf/odoo.<name>.conf and print its path.
write_config() {
    local conf=$CRM_HOME/conf/odoo.$1.conf partial=$CRM_HOME/conf/odoo.$1.conf.$$
    {
        cat "$CRM_ROOT/config/odoo.$1.conf"
        printf '\n; Added by ./crm: what only this machine knows.\n'
        printf 'addons_path = %s,%s\n' "$HOST_ADDONS" "$CRM_ROOT/addons"
        printf 'data_dir = %s\n' "$CRM_HOME/data"
        printf 'db_name = %s\n' "$2"
        if [ -n "$PG_BASE" ]; then
            printf 'db_host = %s\ndb_port = %s\ndb_user = %s\n' "$PGHOST" "$PGPORT" "$PGUSER"
        fi
    } >"$partial"
    mv -T "$partial" "$conf"
    printf '%s' "$conf"
}

helper() { python "$CRM_ROOT/crm.d/py/$1.py" "${@:2}"; }

# odoo CONF ...: the host's command line.
odoo() {
    local conf=$1
    shift
    (cd "$CRM_HOME" && ODOO_RC=$conf python -m odoo "$@")
}

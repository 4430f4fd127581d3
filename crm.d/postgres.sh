# shellcheck shell=bash
# The database server: the one that PGHOST names, else a private cluster on a socket in CRM_HOME.

PG_BASE= # folder of the private cluster; empty with a server of somebody else

prepare_postgres() {
    if [ -n "${PGHOST:-}${PGSERVICE:-}" ]; then
        use_given_server
    else
        use_private_cluster
    fi
}

use_given_server() {
    need_packages psql=postgresql-client
    export PGDATABASE=${PGDATABASE:-postgres}
    local user
    user=$(psql -Atwc 'SELECT current_user' 2>&1) ||
        die "no PostgreSQL at ${PGHOST:-$PGSERVICE}: ${user%%$'\n'*}. Set PGHOST, PGPORT, PGUSER, PGPASSWORD, or unset PGHOST."
    [ "$user" != postgres ] ||
        die "Odoo refuses the database user postgres: createuser --createdb crm, then set PGUSER=crm."
    [ "$(psql -Atwc "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")" = t ] ||
        die "the database user $user may not create databases: ALTER ROLE $user CREATEDB"
}

# The folder with initdb and pg_ctl, of the newest PostgreSQL here or of version $1.
postgres_bin() {
    local folder best=
    for folder in /usr/lib/postgresql/${1:-*}/bin; do
        [ -x "$folder/initdb" ] && best=$(printf '%s\n%s' "$best" "$folder" | sort -V | tail -n 1)
    done
    if [ -z "$best" ] && command -v initdb >/dev/null; then
        best=$(dirname "$(command -v initdb)")
    fi
    printf '%s' "$best"
}

use_private_cluster() {
    need_packages initdb=postgresql
    choose_cluster_folder
    export PGHOST=$PG_SOCKET PGPORT=5432 PGUSER=crm PGDATABASE=postgres
    drop_crashed_cluster
    as_server test -f "$PG_BASE/data/PG_VERSION" ||
        step "PostgreSQL: private cluster" init_cluster
    PG_BIN=$(postgres_bin "$(as_server cat "$PG_BASE/data/PG_VERSION")")
    [ -n "$PG_BIN" ] || die "the cluster in $PG_BASE is of a PostgreSQL that is gone: install it again, or ./crm clean"
    exec 8>"$CRM_HOME/lock/cluster"
    flock -s 8
    cluster_runs || step "PostgreSQL: start" start_cluster
}

cluster_runs() { as_server "$PG_BIN/pg_ctl" -D "$PG_BASE/data" status >/dev/null 2>&1 && psql -Atc 'SELECT 1' >/dev/null 2>&1; }

# The server refuses to run as root, so root lets the user postgres run it.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- env -u CRM_RUN "$@")
    else
        env -u CRM_RUN "$@"
    fi
}

# Set PG_BASE and PG_SOCKET. A socket's path holds 107 bytes at most, and the user postgres must
# be able to enter: below /root it cannot.
choose_cluster_folder() {
    PG_BASE=$CRM_HOME/pg
    if [ "$(id -u)" -eq 0 ] && ! runuser -u postgres -- test -x "$CRM_HOME" 2>/dev/null; then
        PG_BASE=/var/lib/crm-$CRM_HASH
    fi
    PG_SOCKET=$PG_BASE/run
    [ "$(printf '%s/.s.PGSQL.5432' "$PG_SOCKET" | wc -c)" -le 107 ] || PG_SOCKET=/tmp/crm-$CRM_HASH
    server_folder "$PG_BASE"
    server_folder "$PG_SOCKET"
}

# A folder that only the server's user (and root) can enter.
server_folder() {
    local owner
    owner=$(id -un)
    [ "$owner" != root ] || owner=postgres
    mkdir -p "$1"
    [ "$(stat -c %U "$1")" = "$owner" ] || chown "$owner" "$1" 2>/dev/null ||
        die "$1 belongs to somebody else: remove it, or set CRM_HOME to a shorter path."
    chmod 700 "$1"
}

init_cluster() {
    local bin partial=$PG_BASE/data.partial
    bin=$(postgres_bin)
    as_server rm -rf "$partial"
    as_server "$bin/initdb" -D "$partial" -U crm -A trust -E UTF8 --locale=C.UTF-8 --no-instructions
    as_server tee -a "$partial/postgresql.conf" <"$CRM_ROOT/config/postgresql.dev.conf" >/dev/null
    as_server mv -T "$partial" "$PG_BASE/data"
}

# The cluster does not wait for the disk: after a crash of the machine it is not to be trusted.
drop_crashed_cluster() {
    local boot last
    boot=$(cat /proc/sys/kernel/random/boot_id)
    last=$(cat "$CRM_HOME/state/boot" 2>/dev/null || printf '%s' "$boot")
    if [ "$last" != "$boot" ] && as_server test -f "$PG_BASE/data/postmaster.pid"; then
        warn "the machine went down while the databases were open: they are built anew."
        as_server rm -rf "$PG_BASE/data"
    fi
    printf '%s' "$boot" >"$CRM_HOME/state/boot"
}

start_cluster() {
    as_server "$PG_BIN/pg_ctl" -D "$PG_BASE/data" -w -t 60 -l "$PG_BASE/server.log" \
        -o "-k '$PG_SOCKET' -p 5432 -c listen_addresses=''" start || {
        as_server tail -n 5 "$PG_BASE/server.log"
        return 1
    }
}

# The last run that uses the private cluster stops it.
leave_postgres() {
    [ -n "$PG_BASE" ] && [ -n "${PG_BIN:-}" ] || return 0
    { flock -n -x 8; } 2>/dev/null || return 0
    stop_cluster
    exec 8>&-
}

stop_cluster() {
    as_server "$PG_BIN/pg_ctl" -D "$PG_BASE/data" -m fast -w -t 30 stop >/dev/null 2>&1 || true
}

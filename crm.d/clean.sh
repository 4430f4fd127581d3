# shellcheck shell=bash
# ./crm stop and ./crm clean.

# Everything that runs out of this CRM_HOME, but ourselves.
cmd_stop() {
    local file pid running=()
    for file in $(with_environment "CRM_HOME=$CRM_HOME"); do
        pid=${file#/proc/}
        pid=${pid%/environ}
        [ "$pid" = "$$" ] || [ "$pid" = "$BASHPID" ] || ! is_ours "$pid" || running+=("$pid")
    done
    if [ ${#running[@]} -gt 0 ]; then
        kill -TERM "${running[@]}" 2>/dev/null || true
        for _ in $(seq 50); do
            kill -0 "${running[@]}" 2>/dev/null || break
            sleep 0.2
        done
        kill -KILL "${running[@]}" 2>/dev/null || true
    fi
    stop_private_cluster
    say "  stopped"
}

# Not the server: it is told to stop in its own way. Not a shell in which CRM_HOME happens to be set.
is_ours() { grep -qz '^CRM_RUN=' "/proc/$1/environ" 2>/dev/null; }

stop_private_cluster() {
    local base
    for base in "$CRM_HOME/pg" "/var/lib/crm-$CRM_HASH"; do
        [ -d "$base" ] || continue
        PG_BASE=$base
        PG_BIN=$(postgres_bin "$(as_server cat "$base/data/PG_VERSION" 2>/dev/null || true)")
        [ -z "$PG_BIN" ] || stop_cluster
    done
    PG_BASE=
}

cmd_clean() {
    cmd_stop
    rm -rf "$CRM_HOME/pg" "$CRM_HOME/data" "$CRM_HOME/state" "$CRM_HOME/conf" "$CRM_HOME"/demo-*
    rm -rf "/tmp/crm-$CRM_HASH" "/var/lib/crm-$CRM_HASH" 2>/dev/null || true
    if [ "${1:-}" = --all ]; then
        rm -rf "$CRM_HOME"/{host,host.partial.*,venv,venv-*,node-*,node.partial.*,log,lock}
        rmdir "$CRM_HOME" 2>/dev/null || true
        say "  everything under $CRM_HOME is gone"
    else
        say "  databases are gone; ./crm clean --all also removes the host and the Python packages"
    fi
}

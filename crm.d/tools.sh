# shellcheck shell=bash
# ./crm odoo, psql, i18n and bench.

cmd_odoo() {
    local status=0
    prepare_all
    unlock_setup
    (cd "$CRM_ROOT" && ODOO_RC=$DEV_CONF python -m odoo "$@" 8>&-) || status=$?
    exit "$status"
}

cmd_psql() {
    local status=0
    lock_setup
    prepare_postgres
    unlock_setup
    psql -d "${1:-${PREFIX}_demo}" "${@:2}" 8>&- || status=$?
    exit "$status"
}

cmd_i18n() {
    local mode=write
    case ${1:-} in
    '') ;;
    --check) mode=check ;;
    *) die "i18n knows --check, not $1" ;;
    esac
    prepare_all
    prepare_templates
    step "export the words of $ADDONS" export_words
    unlock_setup
    helper i18n "$mode" "$CRM_ROOT/addons" "$CRM_HOME/state/i18n" ||
        die "translations are not complete. ./crm i18n writes the files; then fill in the empty entries of zh_CN.po."
}

export_words() {
    local addon folder=$CRM_HOME/state/i18n
    rm -rf "$folder"
    mkdir -p "$folder"
    for addon in ${ADDONS//,/ }; do
        odoo "$TEST_CONF" i18n export -d "$SUITE_DB" -l pot -o "$folder/$addon.pot" "$addon"
    done
}

# The benchmarks build databases of their own; ours is to say when these are out of date.
cmd_bench() {
    local status=0 fresh=() state=$CRM_HOME/state/bench
    prepare_all
    prepare_templates
    unlock_setup
    db_claim "${PREFIX}_bench"
    db_claim "${PREFIX}_bench_host"
    db_claim "${PREFIX}_bench_peer"
    [ "$(cat "$state" 2>/dev/null)" = "$SUITE_KEY" ] || fresh=(--fresh)
    export ODOO_RC=$TEST_CONF CRM_HOST_TEMPLATE=$HOST_DB CRM_BENCH_DATABASE=${PREFIX}_bench
    cd "$CRM_ROOT" || exit
    foreground python tests/benchmarks/run.py "${fresh[@]}" "$@" || status=$?
    [ "$status" -ne 0 ] || printf '%s' "$SUITE_KEY" >"$state"
    exit "$status"
}

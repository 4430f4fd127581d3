# shellcheck shell=bash
# ./crm test: pytest-odoo with HTTP server and browser, on two workers with a clone each.

cmd_test() {
    local status=0
    if [ "${1:-}" = --host ]; then
        shift
        test_host "$@"
    fi
    find_browser
    need_packages wkhtmltopdf=wkhtmltopdf pdftotext=poppler-utils cjk=fonts-noto-cjk
    prepare_all
    exec 7>>"$CRM_HOME/lock/test"
    wait_lock 7 "another ./crm test is running"
    prepare_templates
    step "test database" make_test_db
    unlock_setup
    helper install_log "$CRM_HOME/state/install.log" || status=1
    run_pytest "$@" || status=$?
    exit "$status"
}

# The host's own tests, with our addons and without (tests/host/run_host_tests.sh).
test_host() {
    local status=0
    find_browser
    need_packages wkhtmltopdf=wkhtmltopdf
    prepare_all
    exec 7>>"$CRM_HOME/lock/test"
    wait_lock 7 "another ./crm test is running"
    host_template
    unlock_setup
    db_claim "${HOST_DB}_tests_with"
    db_claim "${HOST_DB}_tests_without"
    export ODOO_RC=$TEST_CONF CRM_HOST_TEMPLATE=$HOST_DB
    export CRM_HOST_TEST_LOGS=${CRM_HOST_TEST_LOGS:-$CRM_HOME/log/host-tests}
    foreground "$CRM_ROOT/tests/host/run_host_tests.sh" "$@" || status=$?
    exit "$status"
}

# Without a browser or websocket-client the host skips its browser tests, silently.
find_browser() {
    local name
    for name in google-chrome chromium chromium-browser google-chrome-stable; do
        ! command -v "$name" >/dev/null || return 0
    done
    need_packages chromium=chromium
}

make_test_db() {
    local worker
    db_claim "${PREFIX}_test"
    for worker in $(psql -Atc "SELECT datname FROM pg_database WHERE datname LIKE '${PREFIX}\\_test-gw%'"); do
        db_drop "$worker"
    done
    db_clone "$SUITE_DB" "${PREFIX}_test"
}

# The folders of our addons in the test database: a bridge is there where its host app is.
installed_addons() {
    local folder
    for folder in "$CRM_ROOT"/addons/*/; do
        folder=$(basename "$folder")
        [ -z "$(psql -Atd "${PREFIX}_test" -c "SELECT 1 FROM ir_module_module
            WHERE name = '$folder' AND state = 'installed'")" ] || printf 'addons/%s\n' "$folder"
    done
}

run_pytest() {
    local options=(--odoo-config="$TEST_CONF" --odoo-database="${PREFIX}_test" --odoo-http --odoo-log-level=warn
        -p no:cacheprovider --rootdir="$CRM_ROOT")
    # what takes longest stands in tests/ and comes first: at the end no worker waits for the other
    local workers=(-n "${CRM_TEST_WORKERS:-2}" --dist loadscope --no-loadscope-reorder) paths=() alone=
    mapfile -t paths < <(installed_addons)
    paths=(tests "${paths[@]}")
    export ODOO_RC=$TEST_CONF CRM_HOST_TEMPLATE=$HOST_DB CRM_SUITE_TEMPLATE=$SUITE_DB
    local argument
    for argument in "$@"; do
        case $argument in
        -n | -n[0-9]* | --numprocesses* | --collect-only | --co) workers=() ;;
        --pdb | -s | --trace) workers=() alone=1 ;;
        -*) ;;
        *) [ ! -e "$CRM_ROOT/${argument%%::*}" ] || paths=() ;;
        esac
    done
    cd "$CRM_ROOT" || exit
    if [ -n "$alone" ]; then
        python -m pytest "${options[@]}" "$@" "${paths[@]}" 7>&- 8>&-
        return
    fi
    foreground python -m pytest "${options[@]}" "${workers[@]}" "$@" "${paths[@]}"
}

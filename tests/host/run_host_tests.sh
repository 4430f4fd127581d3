#!/usr/bin/env bash
# The host's own tests of the models that we extend, with our addons installed and without.
# 0 tests is a failure; a test that fails without our addons as well is not ours.
#
#   ./crm test --host [--with | --without] [TAG ...]
#
# A TAG is the host's own, as in --test-tags. The logs stay in CRM_HOST_TEST_LOGS (./crm names a folder in
# CRM_HOME/log). Wants ODOO_RC, PG* and CRM_HOST_TEMPLATE, as ./crm sets them (see tests/README.md).
set -euo pipefail

cd "$(dirname "$0")/../.."
: "${ODOO_RC:?names the configuration file}" "${CRM_HOST_TEMPLATE:?names the host database}"

# What meets the models that we extend: whole host modules, and files of the big ones.
WHOLE=(calendar contacts crm crm_iap_enrich crm_iap_mine crm_sms partner_autocomplete phone_validation portal portal_rating
    privacy_lookup rating resource resource_mail sale sale_crm sale_sms sales_team spreadsheet_dashboard
    spreadsheet_dashboard_account spreadsheet_dashboard_sale survey)
FILES=(base/res_partner base/res_partner_bank base/res_partner_merge base/res_users base/format_address_mixin
    base/expression base/search base/ir_attachment base/ir_sequence
    web/partner web/res_partner_properties web/web_search_read
    mail/res_partner mail/res_users mail/mail_activity mail/mail_composer mail/mail_mail mail/mail_message
    mail/mail_template mail/mail_tools
    account/account_partner account/account_payment account/res_partner_merge)
# Taxes by country: a quarter of an hour, and nothing of ours in it.
SLOW=(sale:TestTaxesDownPaymentSale sale:TestTaxesGlobalDiscountSale sale:TestTaxesTaxTotalsSummarySale)
# Updating base updates all modules; tests of modules that are not updated do not run.
MODULES=base
TAGS=$(printf '/%s,' "${WHOLE[@]}")$(for file in "${FILES[@]}"; do printf '/%s/tests/test_%s.py,' "${file%/*}" "${file#*/}"; done)
TAGS=$TAGS$(printf -- '-/%s,' "${SLOW[@]}")
sides=(with without)
case ${1:-} in
--with) sides=(with) && shift ;;
--without) sides=(without) && shift ;;
esac
[ $# -eq 0 ] || TAGS=$(IFS=,; echo "$*")

# Our addons without their demo data: a second company would change what the host's tests count.
prepare() {
    PYTHONPATH=. python - "$@" <<'PY'
import os
import sys

import odoo.tools

odoo.tools.config.parse_config(["-c", os.environ["ODOO_RC"]], setup_logging=False)
from tests import database

side, name = sys.argv[1:]
database.drop(name)
if side != "drop":
    database.clone(database.host_template(), name)
if side == "with":
    demo = database.query(name, "SELECT array_agg(id) FROM ir_module_module WHERE demo")[0][0]
    database.query(name, "UPDATE ir_module_module SET demo = false")
    database.install(name)
    database.query(name, "UPDATE ir_module_module SET demo = true WHERE id = ANY(%s)", [demo])
PY
}

run_side() {
    local database=${CRM_HOST_TEMPLATE}_tests_$1
    prepare "$1" "$database"
    python -m odoo -c "$ODOO_RC" -d "$database" -u "$MODULES" --test-tags "$TAGS" --stop-after-init \
        --http-port="${CRM_TEST_PORT:-8971}" --log-level=info >"$2" 2>&1 || true
    prepare drop "$database"
}

# What ran, as module:Class.test, from a log of the host.
tests_of() {
    sed -n -E 's/.* odoo\.addons\.([a-z0-9_]+)\.tests\S*: Starting ([A-Za-z0-9_]+\.test_[A-Za-z0-9_]+).*/\1:\2/p' "$1" | sort -u
}

# What failed, a class that could not be set up included.
failures_of() {
    sed -n -E -e 's/.* odoo\.addons\.([a-z0-9_]+)\.tests\S*: (FAIL|ERROR): (Subtest )?([A-Za-z0-9_]+\.test_[A-Za-z0-9_]+).*/\1:\4/p' \
        -e 's/.*: ERROR: (setUp[A-Za-z]+ \(.*\)).*/\1/p' "$1" | sort -u
}

# tell_side SIDE: how many tests ran in which module; none at all is a failure, and so is a run that broke off.
tell_side() {
    local log=$folder/$1
    tests_of "$log.log" >"$log.tests"
    failures_of "$log.log" >"$log.failed"
    printf '%-8s %s tests, %s failed, %s skipped by the host\n' "$1" "$(wc -l <"$log.tests")" \
        "$(wc -l <"$log.failed")" "$(grep -c ': skipped ' "$log.log" || true)"
    cut -d: -f1 "$log.tests" | uniq -c | awk '{printf "%s %s %s", sep, $2, $1; sep = ","} END {print ""}'
    [ -s "$log.tests" ] || status=1
    grep -q ' post-tests in ' "$log.log" || {
        printf 'the run broke off: see %s\n' "$log.log"
        status=1
    }
}

# against_us TITLE A B: what is in list A and not in list B.
against_us() {
    local found
    found=$(comm -23 "$folder/$2" "$folder/$3")
    [ -n "$found" ] || return 0
    printf '%s:\n%s\n' "$1" "$found"
    status=1
}

status=0
folder=${CRM_HOST_TEST_LOGS:-$(mktemp -d)}
mkdir -p "$folder"
for side in "${sides[@]}"; do
    run_side "$side" "$folder/$side.log"
    tell_side "$side"
done
if [ ${#sides[@]} -eq 2 ]; then
    against_us "fail only with our addons" with.failed without.failed
    against_us "run only without our addons" without.tests with.tests
    printf 'fail without our addons as well: %s\n' "$(comm -12 "$folder/with.failed" "$folder/without.failed" | wc -l)"
fi
exit "$status"

#!/usr/bin/env bash
# The host's own tests of the models that we extend, with our addons installed and without.
# 0 tests is a failure; a test that fails without our addons as well is not ours.
#
#   tests/host/run_host_tests.sh [--with | --without] [TAG ...]
#
# The logs stay in CRM_HOST_TEST_LOGS (default: a new folder under /tmp). Wants ODOO_RC, PG* and
# CRM_HOST_TEMPLATE, as ./crm sets them (see tests/README.md).
set -euo pipefail

cd "$(dirname "$0")/../.."
: "${ODOO_RC:?names the configuration file}" "${CRM_HOST_TEMPLATE:?names the host database}"

# host module = classes of it that meet the models we extend
MODULES=base,contacts,crm,phone_validation,privacy_lookup,sale,sale_crm,sales_team,spreadsheet_dashboard
TAGS=/base:TestPartner,/base:TestPartnerAddressCompany,/base:TestPartnerCategory,/base:TestPartnerForm
TAGS=$TAGS,/base:TestPartnerRecursion,/base:TestMergePartner,/base:TestResPartnerBank,/contacts,/crm
TAGS=$TAGS,/phone_validation,/privacy_lookup,/sale,/sale_crm,/sales_team,/spreadsheet_dashboard
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
}

failures_of() {
    { grep -oE '(FAIL|ERROR): (Subtest )?[A-Za-z]+\.test_[A-Za-z0-9_]+' "$1" || true; } |
        sed -E 's/^[A-Z]+: (Subtest )?//' | sort -u
}

count_of() { grep -cE ': Starting [A-Za-z]+\.test_' "$1" || true; }

status=0
folder=${CRM_HOST_TEST_LOGS:-$(mktemp -d)}
mkdir -p "$folder"
for side in "${sides[@]}"; do
    run_side "$side" "$folder/$side.log"
    failures_of "$folder/$side.log" >"$folder/$side.failed"
    count=$(count_of "$folder/$side.log")
    printf '%-8s %s tests, %s failed\n' "$side" "$count" "$(wc -l <"$folder/$side.failed")"
    [ "$count" -gt 0 ] || status=1
done
if [ ${#sides[@]} -eq 2 ]; then
    ours=$(comm -23 "$folder/with.failed" "$folder/without.failed")
    if [ -n "$ours" ]; then
        printf 'only with our addons:\n%s\n' "$ours"
        status=1
    fi
    printf 'fail without our addons as well: %s\n' "$(comm -12 "$folder/with.failed" "$folder/without.failed" | wc -l)"
fi
exit "$status"

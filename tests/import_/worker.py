"""Run in ``odoo shell``: work on the import jobs as the scheduler would, until killed."""

import sys

from odoo.addons.crm_customer.models.import_ import crm_customer_import_load as load

load.BATCH = 50  # many commits, so that a kill falls between and within batches
print("READY", flush=True)
env["crm.customer.import"]._cron_run()  # noqa: F821 env is the shell's
print("DONE", flush=True)
sys.exit(0)

"""Run in a worker: hand over, or give back, as the scheduler would, until killed."""

import sys

from odoo.addons.crm_customer.models.handover import crm_handover_run

crm_handover_run.BATCH = 40
print("READY", flush=True)
env["crm.handover"]._cron_run()  # noqa: F821 env is the worker's
env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

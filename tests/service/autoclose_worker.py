"""Run in a worker: warn and close in small batches as the scheduler would, until killed."""

import sys

from odoo.addons.crm_service.models.desk import crm_service_ticket_autoclose

crm_service_ticket_autoclose.BATCH = 3
print("READY", flush=True)
env["crm.service.ticket"]._cron_autoclose()  # noqa: F821 env is the worker's
env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

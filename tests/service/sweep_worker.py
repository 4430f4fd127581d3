"""Run in a worker: sweep as the scheduler would, until killed."""

import sys

from odoo.addons.crm_service.models.sla import crm_service_clock_sweep

crm_service_clock_sweep.BATCH = 20
print("READY", flush=True)
env["crm.service.clock"]._cron_sweep()  # noqa: F821 env is the worker's
env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

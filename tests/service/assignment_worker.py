"""Run in a worker: assign what waits in small batches as the scheduler would, until killed."""
# ruff: noqa: F821 env is the worker's

import sys

from odoo.addons.crm_service.models.assignment import crm_service_team_assign

crm_service_team_assign.BATCH = 10
print("READY", flush=True)
env.cr.execute("SELECT pg_advisory_lock_shared(4711)")  # the test's gate
env["crm.service.team"]._cron_assign()
env.cr.commit()
print("DONE", flush=True)
sys.exit(0)

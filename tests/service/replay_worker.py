"""Run in a worker: go on with the replay in small batches as the scheduler would, until killed."""
# ruff: noqa: F821 env is the worker's

import sys

from odoo.addons.crm_service.models.replay import crm_service_replay_run

crm_service_replay_run.BATCH = 5
print("READY", flush=True)
env.cr.execute("SELECT pg_advisory_lock_shared(4711)")  # the test's gate
env["crm.service.replay"]._cron_run()
env.cr.commit()
print("DONE", flush=True)
sys.exit(0)

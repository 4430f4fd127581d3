"""Run in a worker: take snapshots as the scheduler would, ten a batch, until killed."""

import sys

from odoo.addons.crm_customer.models.kpi import crm_kpi_goal_snapshot

crm_kpi_goal_snapshot.BATCH = 10
goals = env["crm.kpi.goal"]  # noqa: F821 env is the worker's
goals.search([("name", "=like", "Goal %")], limit=1)._take_snapshots()  # one that has worked before
env.cr.rollback()  # noqa: F821
print("READY", flush=True)
goals._cron_snapshot()
env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

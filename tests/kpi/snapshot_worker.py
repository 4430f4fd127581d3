"""Run in ``odoo shell``: take snapshots as the scheduler would, ten a batch, until killed."""

import sys

from odoo.addons.crm_customer.models.kpi import crm_kpi_goal_snapshot

crm_kpi_goal_snapshot.BATCH = 10
print("READY", flush=True)
env["crm.kpi.goal"]._cron_snapshot()  # noqa: F821 env is the shell's
env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

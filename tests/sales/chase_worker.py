"""Run in a worker: follow up quotations in small batches as the scheduler would, until killed."""

import sys

from odoo import fields
from odoo.fields import Domain

from odoo.addons.crm_sales.models.chase import crm_sales_chase_run as run

run.BATCH = 10
chases = env["crm.sales.chase"]  # noqa: F821 env is the worker's
due = Domain("state", "=", "running") & Domain("date_next", "<=", fields.Date.today())
print("READY", flush=True)
while chases.search_count(due):
    chases._cron_chase()
    env.cr.commit()  # noqa: F821
    env.invalidate_all()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

"""Run in a worker: take people on their journey in small batches, as the scheduler would, until
killed.
"""

import sys

from odoo.addons.crm_sales.models.journey import crm_sales_journey_enter as enter
from odoo.addons.crm_sales.models.journey import crm_sales_journey_run_work as work

enter.BATCH, work.BATCH = 15, 5
runs = env["crm.sales.journey.run"]  # noqa: F821 env is the worker's
members = env["crm.customer.segment.member"]  # noqa: F821
wanted = members.search_count([("segment_id.name", "=", "Killed")])
print("READY", flush=True)
env.cr.execute("SELECT pg_advisory_lock_shared(4711)")  # noqa: F821
env.cr.execute("SELECT pg_advisory_unlock_shared(4711)")  # noqa: F821
env.cr.commit()  # noqa: F821
for _round in range(200):
    runs._cron_run()
    env.cr.commit()  # noqa: F821
    env.invalidate_all()  # noqa: F821
    done = runs.search_count([("state", "=", "done")])
    if done == wanted:
        break
print("DONE", flush=True)
sys.exit(0)

"""Run in a worker: refresh segments in small batches as the scheduler would, until killed."""

import sys

from odoo.addons.crm_customer.models.segment import crm_customer_segment_refresh

crm_customer_segment_refresh.BATCH = 40
segments = env["crm.customer.segment"]  # noqa: F821 env is the worker's
print("READY", flush=True)
while segments._lock() and segments._count_due():
    segments._refresh_next()
    env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

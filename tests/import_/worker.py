"""Run in a worker: work on the import jobs as the scheduler would, until killed."""
# ruff: noqa: F821 env is the worker's

import sys

from odoo.addons.crm_customer.models.import_ import crm_customer_import_load as load

load.BATCH = 50  # many commits, so that a kill falls between and within batches
print("READY", flush=True)
type(env["crm.customer.import"])._time_budget = lambda self: 900  # to the end, on any machine
env.cr.execute("SELECT pg_advisory_lock_shared(4711)")  # the test's gate
env["crm.customer.import"]._cron_run()
print("DONE", flush=True)
sys.exit(0)

"""Run in a worker: plan follow-ups as the scheduler would, until killed."""

import sys

print("READY", flush=True)
env["crm.customer.follow.up"]._cron_schedule_follow_ups()  # noqa: F821 env is the worker's
env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

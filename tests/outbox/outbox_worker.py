"""Run in a worker: send what is due as the scheduler would, until killed."""
# ruff: noqa: F821 env is the worker's

import sys

print("READY", flush=True)
env["crm.outbox.delivery"]._cron_send()
env.cr.commit()
print("DONE", flush=True)
sys.exit(0)

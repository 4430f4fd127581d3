"""Run in a worker: work on NPS rounds in small batches as the scheduler would, until killed."""

import sys

from odoo.addons.crm_service.models.nps import crm_service_nps_round_plan as plan

plan.BATCH = 10
rounds = env["crm.service.nps.round"]  # noqa: F821 env is the worker's
running = rounds.search([("state", "=", "running")])
print("READY", flush=True)
while not all(running.mapped("is_planned")) or running._get_planned() or running._get_late():
    rounds._cron_run()
    env.cr.commit()  # noqa: F821
    env.invalidate_all()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)

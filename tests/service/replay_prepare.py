"""Run in ``odoo shell`` after ``TICKETS``: a replay that waits for the background."""
# ruff: noqa: F821 env is the shell's

from datetime import datetime, timedelta

from odoo.fields import Command

company = env["res.company"].create({"name": "Killed"})
env.user.company_ids += company
env = env(context=dict(env.context, allowed_company_ids=company.ids))
env["crm.service.sla"].search([]).active = False
sla = env["crm.service.sla"].create(
    {
        "name": "Killed",
        "company_id": company.id,
        "target": "resolution",
        "hours": 8,
        "around_the_clock": True,
    }
)
team = env["crm.service.team"].create(
    {"name": "Killed", "company_id": company.id, "member_ids": [Command.set(env.user.ids)]}
)
start = datetime.now().replace(microsecond=0) - timedelta(days=20)
env["crm.service.ticket"].create(
    [
        {
            "name": f"Killed {number:03}",
            "team_id": team.id,
            "company_id": company.id,
            "date_opened": start + timedelta(hours=number),
        }
        for number in range(TICKETS)
    ]
)
env["crm.service.clock"].search([("sla_id", "=", sla.id)])._refresh()
replay = env["crm.service.replay"].create(
    {
        "name": "Killed",
        "company_id": company.id,
        "assignment_method": "round_robin",
        "policy_ids": [Command.create({"sla_id": sla.id, "hours": 400})],
    }
)
replay._begin()
env.cr.commit()

"""Run in ``odoo shell`` after ``TICKETS``: tickets whose time is up since yesterday."""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields

from tests.service.people import create_team

team = create_team(env)
for name, target in (("Answer", "first_response"), ("Solve", "resolution")):
    env["crm.service.sla"].create(
        {
            "name": f"Killed {name}",
            "company_id": team.company_id.id,
            "target": target,
            "hours": 4,
            "around_the_clock": True,
            "raises_priority": True,
        }
    )
opened = fields.Datetime.now() - timedelta(days=1)
env["crm.service.ticket"].create(
    [
        {
            "name": f"Killed {number}",
            "team_id": team.id,
            "company_id": team.company_id.id,
            "date_opened": opened + timedelta(seconds=number),
        }
        for number in range(TICKETS)
    ]
)
env.cr.commit()

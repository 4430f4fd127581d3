"""Run in ``odoo shell`` after ``TICKETS``: tickets closed yesterday, whose contacts are to be asked
for a rating; each tenth contact has two of them, and is to be asked once.
"""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields

from tests.service.people import create_team

env["crm.service.ticket"].search([]).date_rating_due = False
env["mail.mail"].search([]).unlink()
team = create_team(env, is_rating_on=True, rating_pause=30)
customers = env["res.partner"].create(
    [
        {"name": f"Killed {number:03}", "email": f"killed{number}@example.com"}
        for number in range(TICKETS)
    ]
)
tickets = env["crm.service.ticket"].create(
    [
        {
            "name": f"Killed {number:03}",
            "partner_id": customers[number - (number % 10 == 1)].id,
            "team_id": team.id,
            "company_id": team.company_id.id,
        }
        for number in range(TICKETS)
    ]
)
tickets.action_close()
tickets.date_rating_due = fields.Datetime.now() - timedelta(hours=1)
env.cr.commit()

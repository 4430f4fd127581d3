"""Run in ``odoo shell`` after ``TICKETS``: tickets that wait for their customers since long, every
other one warned already; each tenth of those is a complaint that nobody may close.
"""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields

env["crm.service.team"].search([]).warn_days = 0
env["mail.mail"].search([]).unlink()
company = env["res.company"].create({"name": "Killed"})
team = env["crm.service.team"].create(
    {
        "name": "Killed",
        "company_id": company.id,
        "user_id": False,
        "warn_days": 2,
        "close_days": 3,
        "is_rating_on": True,
    }
)
customers = env["res.partner"].create(
    [
        {"name": f"Killed {number:03}", "email": f"killed{number}@example.com"}
        for number in range(TICKETS)
    ]
)
tickets = env["crm.service.ticket"].create(
    [
        {
            "name": customer.name,
            "partner_id": customer.id,
            "team_id": team.id,
            "company_id": company.id,
            "kind": "complaint" if number % 20 == 1 else "question",
        }
        for number, customer in enumerate(customers)
    ]
)
tickets.action_wait()
weeks = fields.Datetime.now() - timedelta(days=30)
tickets.date_waiting = weeks
tickets[1::2].date_warned = weeks + timedelta(days=7)
env.cr.commit()

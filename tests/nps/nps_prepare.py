"""Run in ``odoo shell`` after ``CUSTOMERS``: a round of many customers, a third of them without an
address, and another whose contacts are to be reminded.
"""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields

rounds = env["crm.service.nps.round"]
rounds.search([("state", "=", "running")]).write({"state": "closed"})
env["mail.mail"].search([]).unlink()
levels = env["crm.customer.level"].create([{"name": "Asked"}, {"name": "Reminded"}])
env["res.partner"].create(
    [
        {
            "name": f"Killed {number}",
            "email": f"killed{number}@example.com" if number % 3 else False,
            "is_company": True,
            "crm_level_id": levels[number % 2].id,
        }
        for number in range(CUSTOMERS)
    ]
)
for level in levels:
    one = rounds.create(
        {
            "name": level.name,
            "audience": "levels",
            "level_ids": level.ids,
            "contacts": "customer",
            "pause_days": 0,
            "reminder_days": 7,
        }
    )
    one.action_start()
while not one.is_planned:
    one._plan_batch()
for answer in one.answer_ids:
    answer._ask()
one.answer_ids.filtered("date_asked").date_asked = fields.Datetime.now() - timedelta(days=8)
env["mail.mail"].search([]).unlink()
env.cr.commit()

"""Run in ``odoo shell`` after ``GOALS``: as many goals of one month, half of them at risk."""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

env["crm.kpi.goal"].search([]).is_closed = True
company = env["res.company"].create({"name": "Killed"})
owner = env["res.users"].create(
    {
        "name": "Killed owner",
        "login": "killed_kpi_owner",
        "company_id": company.id,
        "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.link(env.ref("crm_customer.group_customer_own").id)],
    }
)
customer = env["res.partner"].create({"name": "Killed customer"})
yesterday = fields.Datetime.now() - timedelta(days=2)
env["crm.customer.interaction"].create(
    [
        {
            "partner_id": customer.id,
            "user_id": owner.id,
            "company_id": company.id,
            "date": yesterday,
        }
        for _number in range(10)
    ]
)
env["crm.kpi.goal"].create(
    [
        {
            "name": f"Goal {number}",
            "kpi_id": env.ref("crm_customer.crm_kpi_interactions").id,
            "company_id": company.id,
            "user_id": owner.id,
            "period": "rolling",
            "date_start": fields.Date.today() - timedelta(days=5),
            "date_stop": fields.Date.today() + timedelta(days=20),
            "target": 5 if number % 2 else 50,
        }
        for number in range(GOALS)
    ]
)
env.cr.commit()

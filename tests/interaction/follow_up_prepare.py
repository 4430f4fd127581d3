"""Run in ``odoo shell`` after ``OWNERS``, ``CUSTOMERS`` and ``ABSENT``: owners with customers
whom nobody contacted, the first of them absent in the days of three follow-ups each.
"""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

today = fields.Date.today()
company = env["res.company"].create({"name": "Killed", "crm_follow_up_daily_max": 3})
env["crm.customer.level"].search([]).write({"follow_up_days": 0})
level = env["crm.customer.level"].create({"name": "Every month", "follow_up_days": 30})
# other demo owners have nothing to plan
env["mail.activity"].search([]).unlink()
owners = env["res.users"].create(
    [
        {
            "name": f"Owner {number}",
            "login": f"killed_owner_{number}",
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.link(env.ref("crm_customer.group_customer_own").id)],
            "tz": "Asia/Shanghai",
        }
        for number in range(OWNERS)
    ]
)
customers = env["res.partner"].create(
    [
        {
            "name": f"Customer {owner.name}.{number}",
            "is_company": True,
            "user_id": owner.id,
            "crm_level_id": level.id,
        }
        for owner in owners
        for number in range(CUSTOMERS)
    ]
)
customers.with_company(company).action_crm_make_customer()
env.flush_all()
env.cr.execute(
    "UPDATE res_partner SET create_date = create_date - interval '90 days' WHERE id = ANY(%s)",
    (customers.ids,),
)
first_days = [today + timedelta(days=days) for days in (1, 2, 3)]
for owner in owners[:ABSENT]:
    env["resource.calendar.leaves"].create(
        {
            "name": "Away",
            "resource_id": env["resource.resource"]
            .create({"name": owner.name, "user_id": owner.id, "company_id": company.id})
            .id,
            "company_id": company.id,
            "date_from": fields.Datetime.now() - timedelta(days=1),
            "date_to": fields.Datetime.now() + timedelta(days=6),
        }
    )
    own = customers.filtered(lambda customer, owner=owner: customer.user_id == owner)
    for customer, day in zip(own, first_days, strict=False):
        env["mail.activity"].create(
            {
                "activity_type_id": env.ref("crm_customer.mail_activity_type_follow_up").id,
                "crm_is_follow_up": True,
                "automated": True,
                "date_deadline": day,
                "res_id": customer.id,
                "res_model_id": env["ir.model"]._get_id("res.partner"),
                "summary": "Planned before",
                "user_id": owner.id,
            }
        )
env.cr.commit()

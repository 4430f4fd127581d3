"""Run in ``odoo shell`` after ``CUSTOMERS``: somebody with much in hand leaves, as of yesterday."""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

company = env["res.company"].create({"name": "Killed"})
level = env.ref("crm_customer.group_customer_own")
sales = env.ref("sales_team.group_sale_salesman")
manager = env.ref("crm_customer.group_customer_manager")


def make_user(name, *groups):
    return env["res.users"].create(
        {
            "name": name,
            "login": f"killed_{name}",
            "email": f"killed_{name}@example.com",
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.link(group.id) for group in groups],
        }
    )


leaver, heir, second = (make_user(name, level, sales) for name in ("leaver", "heir", "second"))
boss = make_user("boss", manager, env.ref("sales_team.group_sale_manager"))
customers = env["res.partner"].create(
    [
        {"name": f"Killed {number}", "is_company": True, "user_id": leaver.id}
        for number in range(CUSTOMERS)
    ]
)
env["res.partner"].create(
    [
        {"name": f"Killed contact {number}", "parent_id": customer.id, "user_id": leaver.id}
        for number, customer in enumerate(customers)
    ]
)
leads = env["crm.lead"].create(
    [
        {
            "name": f"Killed {number}",
            "type": "opportunity",
            "partner_id": customer.id,
            "user_id": leaver.id,
            "company_id": company.id,
            "team_id": False,
        }
        for number, customer in enumerate(customers)
    ]
)
for lead in leads[::2]:
    lead.activity_schedule("mail.mail_activity_data_todo", summary=lead.name, user_id=leaver.id)
tomorrow = fields.Datetime.now() + timedelta(days=1)
env["calendar.event"].create(
    [
        {
            "name": f"Killed {number}",
            "start": tomorrow,
            "stop": tomorrow + timedelta(hours=1),
            "user_id": leaver.id,
            "partner_ids": [Command.set(leaver.partner_id.ids)],
        }
        for number in range(10)
    ]
)
env["crm.team"].create(
    {
        "name": "Killed",
        "company_id": company.id,
        "user_id": heir.id,
        "member_ids": [Command.set((leaver | heir).ids)],
    }
)
env["crm.handover"].create(
    {
        "user_id": leaver.id,
        "company_id": company.id,
        "date": fields.Date.today() - timedelta(days=1),
        "is_leaving": True,
        "start_user_id": boss.id,
        "state": "scheduled",
        "share_ids": [
            Command.create({"user_id": heir.id, "weight": 2}),
            Command.create({"user_id": second.id, "weight": 1}),
        ],
    }
)
env.cr.commit()

"""Run in ``odoo shell`` after ``PEOPLE``: as many who enter a journey of two e-mails, an activity,
a branch and a tag, all due; a third of them without an address.
"""
# ruff: noqa: F821 env is the shell's

from odoo import fields
from odoo.fields import Command

env["crm.sales.journey.run"].search([]).unlink()
env["crm.sales.journey"].search([("state", "=", "running")]).state = "paused"
env["mail.mail"].search([]).unlink()
env["mail.activity"].search([("res_model", "=", "res.partner")]).unlink()
env.company.crm_journey_cap = 0
template = env["mail.template"].create(
    {
        "name": "Killed",
        "model_id": env["ir.model"]._get_id("res.partner"),
        "subject": "Killed {{ object.name }}",
        "body_html": '<p>Look at <a href="https://example.com/killed">this</a>.</p>',
        "use_default_to": True,
    }
)
segment = env["crm.customer.segment"].create(
    {"name": "Killed", "kind": "list", "company_id": env.company.id}
)
call = env.ref("mail.mail_activity_data_call")
tag = env["res.partner.category"].create({"name": "Killed"})
mail = {"kind": "mail", "template_id": template.id}
steps = [
    {"name": "First", **mail},
    {"name": "Call", "kind": "activity", "activity_type_id": call.id},
    {"name": "Second", **mail},
    {"name": "Email?", "kind": "branch", "condition": "contact",
     "domain": "[('email', '!=', False)]"},
    {"name": "Tag", "kind": "tag", "tag_id": tag.id},
]  # fmt: skip
partners = env["res.partner"].create(
    [
        {
            "name": f"Killed {number}",
            "email": f"killed{number}@example.com" if number % 3 else False,
            "is_company": True,
            "user_id": env.uid,
        }
        for number in range(PEOPLE)
    ]
)
env["crm.customer.segment.member"].create(
    [
        {
            "segment_id": segment.id,
            "partner_id": partner.id,
            "company_id": env.company.id,
            "date_from": fields.Date.today(),
        }
        for partner in partners
    ]
)
env["crm.sales.journey"].create(
    {
        "name": "Killed",
        "segment_id": segment.id,
        "purpose_id": env["crm.consent.purpose"].search([("code", "=", "service")]).id,
        "is_working_hours": False,
        "step_ids": [Command.create({"sequence": at, **step}) for at, step in enumerate(steps)],
    }
).action_start()
env.cr.commit()

"""Run in ``odoo shell`` after ``QUOTATIONS``: as many that wait for an answer, a third of them of
customers without an address, all with a step that is due.
"""
# ruff: noqa: F821 env is the shell's

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

env["crm.sales.chase"].search([]).unlink()
env["crm.sales.chase.rule"].search([]).active = False
env["crm.sales.discount.limit"].search([]).active = False
env["sale.order"].search([("state", "=", "sent")]).action_draft()
env["mail.mail"].search([]).unlink()
template = env.ref("crm_sales.mail_template_chase")
steps = [
    {"name": "Remind", "days": 1, "action": "mail", "template_id": template.id},
    {"name": "Call", "days": 200},
]
env["crm.sales.chase.rule"].create(
    {"name": "Killed", "step_ids": [Command.create(step) for step in steps]}
)
product = env["product.product"].create({"name": "Killed"})
partners = env["res.partner"].create(
    [
        {
            "name": f"Killed {number}",
            "email": f"killed{number}@example.com" if number % 3 else False,
            "is_company": True,
        }
        for number in range(QUOTATIONS)
    ]
)
orders = env["sale.order"].create(
    [
        {
            "partner_id": partner.id,
            "user_id": env.uid,
            "order_line": [Command.create({"product_id": product.id, "price_unit": 100})],
        }
        for partner in partners
    ]
)
orders.action_quotation_sent()
chases = env["crm.sales.chase"].search([])
chases.sudo().write(
    {
        "date_since": fields.Datetime.now() - timedelta(days=9),
        "date_next": fields.Date.today() - timedelta(days=1),
    }
)
env["mail.mail"].search([]).unlink()
env.cr.commit()

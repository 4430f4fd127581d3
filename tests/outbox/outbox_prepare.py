"""Run in ``odoo shell``: a webhook to PORT, and EVENTS changes, each a transaction of its own."""
# ruff: noqa: F821 env is the shell's, PORT and EVENTS stand before this text

from odoo.fields import Command

env["crm.outbox.endpoint"].search([]).active = False  # those of a demo
env["crm.outbox.event"].search([]).unlink()
env["ir.config_parameter"].set_param("crm_customer.outbox_allow_private", "True")
customers = env["res.partner"].create(
    [{"name": f"Customer {number}", "is_company": True} for number in range(20)]
)
customers._crm_assign_code()
env.cr.commit()
env["crm.outbox.endpoint"].create(
    {
        "name": "ERP",
        "url": f"http://127.0.0.1:{PORT}/hook",
        "secret": "example-secret-of-32-characters!!",
        "max_attempts": 50,
        "pause_after": 1000,
        "subscription_ids": [Command.create({"model": "res.partner"})],
    }
)
env.cr.commit()
for number in range(EVENTS):
    customers[number % 20].city = f"City {number}"
    env.cr.commit()

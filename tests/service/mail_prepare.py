"""Run in ``odoo shell`` after ``MAILS``: a hotline with an address, and customers who write."""
# ruff: noqa: F821 env is the shell's

domain = env["mail.alias.domain"].create({"name": "killed.example"})
company = env["res.company"].create({"name": "Killed", "alias_domain_id": domain.id})
team = env["crm.service.team"].create(
    {
        "name": "Killed",
        "company_id": company.id,
        "alias_name": "hotline",
        "alias_domain_id": domain.id,
    }
)
env["crm.service.sla"].create(
    {"name": "Killed", "company_id": company.id, "hours": 4, "around_the_clock": True}
)
env["res.partner"].create(
    [
        {"name": f"Killed {number}", "email": f"known{number}@killed.example.com"}
        for number in range(20)
    ]
)
env["ir.config_parameter"].set_param("killed.mails", MAILS)
env["ir.config_parameter"].set_param("killed.taken", 0)
env.cr.commit()

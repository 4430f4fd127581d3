"""Run in ``odoo shell`` after ``READERS``: a report that is due, and who reads it."""
# ruff: noqa: F821 env is the shell's

from odoo.fields import Command

company = env["res.company"].create({"name": "Killed"})
env["crm.report.series"].search([]).active = False
level = env.ref("crm_customer.group_customer_all")
readers = env["res.users"].create(
    [
        {
            "name": f"Reader {number}",
            "login": f"killed_reader_{number}",
            "email": f"killed_reader_{number}@example.com",
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.link(level.id)],
        }
        for number in range(READERS)
    ]
)
saved = env["ir.filters"].create({"name": "Customers", "model_id": "res.partner", "user_ids": []})
series = env["crm.report.series"].create(
    {
        "name": "Killed",
        "company_id": company.id,
        "user_id": readers[0].id,
        "reader_ids": [Command.set(readers.ids)],
        "frequency": "monthly",
        "item_ids": [Command.create({"name": "Customers", "filter_id": saved.id})],
    }
)
env["crm.report.issue"].create({"series_id": series.id, "date": "2020-01-02", "state": "ready"})
# the analyst was told of the report; only what is sent of it shall be counted
env["mail.mail"].search([]).unlink()
env.cr.commit()

"""Run in ``odoo shell`` after ``CUSTOMERS``: segments of many customers, some yet to leave."""
# ruff: noqa: F821 env is the shell's

company = env["res.company"].create({"name": "Killed segments"})
env.user.company_ids += company
segments = env["crm.customer.segment"]
segments.search([]).write({"active": False})
env["crm.customer.segment.member"].search([]).unlink()
env["crm.customer.segment.size"].search([]).unlink()
env["res.company"].search([]).write({"crm_rfm_is_due": False})
customers = env["res.partner"].create(
    [
        {
            "name": f"Killed {number}",
            "is_company": True,
            "company_id": company.id,
            "crm_code": f"K-{number}",
            "city": "North" if number % 2 else "South",
        }
        for number in range(CUSTOMERS)
    ]
)
env.flush_all()
for city in ("North", "South", "West"):
    segment = segments.create(
        {
            "name": city,
            "company_id": company.id,
            "domain": f"[('name', 'like', 'Killed'), ('city', '=', '{city}')]",
        }
    )
    # yesterday all were in: those of the other city have to leave
    env.cr.execute(
        """
        INSERT INTO crm_customer_segment_member (segment_id, company_id, partner_id, date_from)
        SELECT %s, %s, id, CURRENT_DATE - 5 FROM res_partner WHERE company_id = %s AND id %% 3 = 0
        """,
        (segment.id, company.id, company.id),
    )
env.cr.commit()

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tools import SQL

from ...tests.common import CustomerCommon

# a Wednesday; 10:00 in Shanghai
NOW = "2026-03-04 02:00:00"
TODAY = date(2026, 3, 4)


@freeze_time(NOW)
class SegmentCommon(CustomerCommon):
    """Customers of one company in Shanghai, and orders straight into the table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create(
            {"name": "Segment company", "currency_id": cls.env.ref("base.CNY").id}
        )
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(context=cls.env.context | {"allowed_company_ids": cls.company.ids})
        everybody = cls.user_own | cls.user_team | cls.user_all | cls.user_manager
        everybody.write(
            {
                "company_ids": [(4, cls.company.id)],
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
            }
        )
        cls.Segment = cls.env["crm.customer.segment"]
        cls.Member = cls.env["crm.customer.segment.member"]
        cls.Rfm = cls.env["crm.customer.rfm"]
        cls.customers = cls._create_customers(6)

    @classmethod
    def _create_customers(cls, number, company=None, prefix="Customer"):
        """Create customers with a code, of ``company`` alone."""
        company = company or cls.company
        return cls.env["res.partner"].create(
            [
                {
                    "name": f"{prefix} {place}",
                    "is_company": True,
                    "company_id": company.id,
                    "crm_code": f"{prefix[:3]}-{company.id}-{place}",
                    "user_id": cls.user_own.id,
                }
                for place in range(number)
            ]
        )

    @classmethod
    def _create_segment(cls, domain="[]", **values):
        """Create a segment of the company, by condition."""
        return cls.Segment.create(
            {"name": "Segment", "company_id": cls.company.id, "domain": domain} | values
        )

    @classmethod
    def _create_order(cls, partner, age, amount, company=None, state="sale", rate=1):
        """Write an order ``age`` days before today, at noon in Shanghai."""
        company = company or cls.company
        values = {
            "name": "R",
            "company_id": company.id,
            "partner_id": partner.id,
            "partner_invoice_id": partner.id,
            "partner_shipping_id": partner.id,
            "state": state,
            "date_order": f"{TODAY - timedelta(days=age)} 04:00:00",
            "currency_id": company.currency_id.id,
            "currency_rate": rate,
            "amount_untaxed": amount,
            "amount_tax": 0,
            "amount_total": amount,
        }
        if "picking_policy" in cls.env["sale.order"]._fields:
            values["picking_policy"] = "direct"
        cls.env.flush_all()
        columns = SQL(", ").join(map(SQL.identifier, values))
        cls.env.cr.execute(
            SQL("INSERT INTO sale_order (%s) VALUES %s", columns, tuple(values.values()))
        )

    def _change(self, segment, partners, inside, day=TODAY, company=None):
        """Let ``partners`` be in the segment, or out, as of ``day``."""
        target = SQL("SELECT unnest(%s::int[]) AS id", partners.ids if inside else [])
        scope = SQL("partner_id = ANY(%s)", partners.ids)
        return segment._change_members(company or self.company, target, scope, day)

    def _stays(self, segment):
        """Return ``[(partner, from, to)]`` in order."""
        rows = self.Member.sudo().search([("segment_id", "=", segment.id)])
        return sorted(
            ((row.partner_id.id, row.date_from, row.date_to or None) for row in rows),
            key=lambda stay: stay[:2],
        )

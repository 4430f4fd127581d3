from odoo import Command, fields

from ...tests.common import CustomerCommon


class ProfileCommon(CustomerCommon):
    """Makes orders and leads, and works off the queue without the cron."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Profile = cls.env["crm.customer.profile"]
        cls.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        # who has a code keeps a row without any fact: codes are given by hand here
        cls.env["res.company"].search([]).crm_code_automatic = False
        cls.product = cls.env["product.product"].create(
            {"name": "Consulting", "type": "service", "list_price": 100, "taxes_id": False}
        )
        cls.customer = cls._create_customer()
        cls._refresh_queue()

    @classmethod
    def _create_order(cls, partner=None, amount=100.0, date="2026-06-01 02:00:00", **values):
        """Create a confirmed order of ``amount`` untaxed."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "order_line": [
                    Command.create({"product_id": cls.product.id, "price_unit": amount})
                ],
            }
            | values
        )
        order.action_confirm()
        order.date_order = fields.Datetime.to_datetime(date)
        return order

    @classmethod
    def _create_lead(cls, partner=None, lead_type="opportunity", **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Wants a quotation",
                "type": lead_type,
                "partner_id": (partner or cls.customer).id,
                "company_id": cls.env.company.id,
            }
            | values
        )

    @classmethod
    def _refresh_queue(cls):
        """Do what the cron does, in the transaction of the test."""
        cls.env.flush_all()
        cls.Profile._flush_notes()
        while cls.Profile._refresh_batch():
            pass

    def _get_profile(self, partner=None, company=None):
        return self.Profile.search(
            [
                ("partner_id", "=", (partner or self.customer).id),
                ("company_id", "=", (company or self.env.company).id),
            ]
        )

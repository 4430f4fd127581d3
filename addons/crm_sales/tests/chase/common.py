from freezegun import freeze_time

from odoo.fields import Command

from ..common import SalesCommon


class ChaseCommon(SalesCommon):
    """A rule: a mail after 2 working days, a call after 4; it is Monday, 2 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.chase"].search([]).unlink()
        cls.env["crm.sales.chase.rule"].search([]).active = False
        cls.env["crm.sales.discount.limit"].search([]).active = False
        cls.env["sale.order"].search([("state", "=", "sent")]).action_draft()
        cls.env["crm.workday"].search([]).unlink()
        cls.template = cls.env.ref("crm_sales.mail_template_chase")
        cls.rule = cls.env["crm.sales.chase.rule"].create(
            {
                "name": "All",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Remind",
                            "days": 2,
                            "action": "mail",
                            "template_id": cls.template.id,
                        }
                    ),
                    Command.create({"name": "Call", "days": 4, "note": "Ask for the budget"}),
                ],
            }
        )
        cls.remind, cls.call = cls.rule.step_ids
        cls.customer = cls._create_customer(
            "Blue Sea", email="buyer@example.com", user_id=cls.seller.id
        )
        cls.product = cls.env["product.product"].create({"name": "Robot", "taxes_id": False})

    @classmethod
    def _create_order(cls, price=1000, **values):
        line = {"product_id": cls.product.id, "price_unit": price, "tax_ids": False}
        defaults = {
            "partner_id": cls.customer.id,
            "user_id": cls.seller.id,
            "team_id": cls.team.id,
            "validity_date": "2026-12-31",
            "order_line": [Command.create(line)],
        }
        return cls.env["sale.order"].create(defaults | values)

    def _send(self, day="2026-03-02", **values):
        with freeze_time(f"{day} 04:00:00"):
            order = self._create_order(**values)
            order.with_user(self.seller).action_quotation_sent()
        return order, self.env["crm.sales.chase"].search([("order_id", "=", order.id)])

    def _run(self, day, hour=6):
        with freeze_time(f"{day} {hour:02}:00:00"), self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_chase_cron").method_direct_trigger()
        self.env.invalidate_all()

    def _mails(self, order):
        return self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )

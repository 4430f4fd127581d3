from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestMarketSize(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sizes = cls.env["crm.sales.market.size"]
        cls.categ = cls.env["product.category"].create({"name": "Cobots R"})
        cls.below = cls.env["product.category"].create(
            {"name": "Cobots R small", "parent_id": cls.categ.id}
        )
        cls.cn, cls.de = cls.env.ref("base.cn"), cls.env.ref("base.de")
        cls.products = cls.env["product.product"].create(
            [{"name": "Arm", "categ_id": cls.below.id, "taxes_id": False}, {"name": "Else"}]
        )
        cls.customers = cls.env["res.partner"].create(
            [{"name": "Ours", "country_id": cls.cn.id}, {"name": "Far", "country_id": cls.de.id}]
        )
        cls.size = cls._create_size()

    @classmethod
    def _create_size(cls, **values):
        defaults = {
            "name": "Cobots in China",
            "year": 2026,
            "categ_id": cls.categ.id,
            "country_id": cls.cn.id,
            "assumption_ids": [
                (0, 0, {"level": "tam", "name": "Plants", "value": 100, "low": 80, "high": 120}),
                (0, 0, {"level": "tam", "name": "Spent each", "value": 1000}),
                (0, 0, {"level": "sam", "name": "Reached", "value": 50, "is_percent": True}),
            ],
        }
        return cls.sizes.create(defaults | values)

    def _order(self, product, customer, date="2026-05-04 02:00:00", price=500, state="sale"):
        order = self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "price_unit": price, "tax_ids": False})
                ],
            }
        )
        order.write({"state": state, "date_order": date})
        return order.order_line

    def test_assumptions_make_the_size_with_its_ends(self):
        size = self.size
        self.assertEqual((size.tam_low, size.tam, size.tam_high), (80_000, 100_000, 120_000))
        self.assertEqual((size.sam_low, size.sam, size.sam_high), (40_000, 50_000, 60_000))
        self.assertEqual(size.som, 0)

    def test_our_revenue_is_of_category_place_and_year(self):
        arm, other = self.products
        ours, far = self.customers
        lines = self._order(arm, ours) + self._order(arm, ours, price=1500)
        self._order(other, ours)
        self._order(arm, far)
        self._order(arm, ours, date="2025-05-04 02:00:00")
        self._order(arm, ours, state="draft")
        self.size.invalidate_recordset()
        self.assertEqual((self.size.our_revenue, self.size.our_share), (2000, 2))
        action = self.size.action_view_revenue()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), lines)

    def test_the_year_ends_by_the_clock_of_the_company(self):
        self.env.company.partner_id.tz = "Asia/Shanghai"
        calendar = self.env.company.resource_calendar_id
        if calendar:
            calendar.tz = "Asia/Shanghai"
        tz = self.env.company._crm_tz()
        self.assertEqual(str(tz), "Asia/Shanghai")
        line = self._order(self.products[0], self.customers[0], date="2025-12-31 16:30:00")
        self.size.invalidate_recordset()
        self.assertEqual(self.size.our_revenue, line.price_subtotal)

    def test_invoices_count_less_credit_notes(self):
        self.size.revenue_basis = "invoiced"
        for kind, price in (("out_invoice", 900), ("out_refund", 300)):
            line = {"product_id": self.products[0].id, "price_unit": price, "tax_ids": False}
            self.env["account.move"].create(
                {
                    "move_type": kind,
                    "partner_id": self.customers[0].id,
                    "invoice_date": "2026-04-01",
                    "invoice_line_ids": [(0, 0, line)],
                }
            ).action_post()
        self.size.invalidate_recordset()
        self.assertEqual(self.size.our_revenue, 600)
        action = self.size.action_view_revenue()
        self.assertEqual(action["res_model"], "account.move.line")
        lines = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(-sum(lines.mapped("balance")), 600)

    def test_shares_are_never_more_than_the_market(self):
        self._order(self.products[0], self.customers[0], price=30_000)
        rivals = self.env["crm.sales.competitor"].create([{"name": "R1"}, {"name": "R2"}])
        self.size.invalidate_recordset()
        self.size.share_ids = [(0, 0, {"competitor_id": rivals[0].id, "percent": 60})]
        self.assertEqual(self.size.other_share, 10)
        with self.assertRaisesRegex(ValidationError, "more than the market"):
            self.size.share_ids = [(0, 0, {"competitor_id": rivals[1].id, "percent": 11})]

    def test_growth_is_over_the_year_before_of_the_same_market(self):
        later = self.size.copy({"year": 2027})
        later.assumption_ids[0].write({"value": 120, "low": 0, "high": 0})
        self._create_size(year=2026, country_id=self.de.id)
        self.assertEqual(later.growth, 20)
        self.assertEqual(self.size.growth, 0)
        years = self.size.action_view_years()
        self.assertEqual(self.sizes.search(years["domain"]), later + self.size)

    def test_the_next_year_takes_the_assumptions_over(self):
        action = self.size.action_next_year()
        later = self.sizes.browse(action["res_id"])
        self.assertEqual((later.year, later.tam), (2027, 100_000))

    @mute_logger("odoo.sql_db")
    def test_a_market_has_one_size_a_year(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_size()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_size(year=1800)

    def test_a_part_larger_than_the_whole_is_pointed_at(self):
        self.assertFalse(self.size.warning)
        self.size.method = "bottom_up"
        self.size.assumption_ids.filtered(lambda each: each.level == "sam").write(
            {"value": 200_000, "is_percent": False}
        )
        self.assertIn("SAM", self.size.warning)

    def test_wrong_ends_and_places_are_refused(self):
        with self.assertRaises(ValidationError):
            self.size.assumption_ids[0].low = 101
        state = self.env["res.country.state"].search([("country_id", "=", self.de.id)], limit=1)
        with self.assertRaises(ValidationError):
            self.size.state_id = state

    def test_revenue_takes_as_many_queries_for_a_hundred(self):
        sizes = self.sizes.concat(
            self.size, *(self._create_size(year=1990 + n) for n in range(30))
        ).with_user(self.head)
        counts = []
        for number in (3, 30, 3, 30):
            self.env.flush_all()
            self.env.invalidate_all()
            sizes[:1].mapped("name")
            start = self.env.cr.sql_log_count
            sizes[:number].mapped("our_share")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[2], counts[3])

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...tools.kpi.period import Period
from .common import NOW, KpiCommon

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpiProduct(KpiCommon):
    """Figures by product of orders that have their products on lines, worked by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"crm_dormant_days": 10, "crm_lost_days": 30})
        cls.pump, cls.valve, cls.never = cls.env["product.product"].create(
            [{"name": name, "taxes_id": [Command.clear()]} for name in ("Pump", "Valve", "Never")]
        )
        cls.other = cls._create_customer("Other", user_id=cls.user_team.id)
        # Acme: new to pumps in February and still there; lost for valves after 11 March
        cls._sell(cls.customer, "2026-02-10 02:00:00", (cls.pump, 100), (cls.valve, 40))
        cls._sell(cls.customer, "2026-03-02 02:00:00", (cls.pump, 300), (cls.pump, 50))
        # Other: new to valves in March
        cls._sell(cls.other, "2026-03-03 02:00:00", (cls.valve, 20))

    @classmethod
    def _sell(cls, customer, day, *lines, **values):
        return cls._order(
            day,
            partner=customer,
            user=customer.user_id,
            order_line=[
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": 1,
                        "price_unit": amount,
                        "tax_ids": [Command.clear()],
                    }
                )
                for product, amount in lines
            ],
            **values,
        )

    def _figures(self, code, keys=None):
        """Return ``{product: (value of February, of March)}``, without what is 0."""
        kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
        keys = keys and keys.ids
        figures = kpi._get_figures([FEBRUARY, MARCH], self.company, "product", keys)
        found = {}
        for (place, product), (value, _count) in figures.items():
            if value:
                row = found.setdefault(self.pump.browse(product).name, [0, 0])
                row[place] = value
        return {name: tuple(row) for name, row in found.items()}

    def test_revenue_is_that_of_the_lines(self):
        self.assertEqual(self._figures("revenue"), {"Pump": (100, 350), "Valve": (40, 20)})
        self.assertEqual(self._figures("revenue", self.valve), {"Valve": (40, 20)})
        self.assertEqual(self._figures("revenue", self.never), {})

    def test_the_parts_add_up_to_the_company(self):
        by_product = self._figures("revenue")
        kpi = self.env.ref("crm_customer.crm_kpi_revenue")
        whole = kpi._get_figures([FEBRUARY, MARCH], self.company)
        for place in (0, 1):
            self.assertEqual(sum(row[place] for row in by_product.values()), whole[place, False][0])

    def test_an_order_with_two_lines_of_a_product_is_one_record(self):
        kpi = self.env.ref("crm_customer.crm_kpi_revenue")
        figures = kpi._get_figures([MARCH], self.company, "product", self.pump.ids)
        self.assertEqual(figures, {(0, self.pump.id): (350, 1)})
        model, domain = kpi._get_records(MARCH, self.company, "product", self.pump.ids)
        orders = self.env[model].search(domain)
        self.assertEqual((len(orders), orders.amount_untaxed), (1, 350))

    def test_customers_who_ordered_the_product(self):
        self.assertEqual(self._figures("ordering_customers"), {"Pump": (1, 1), "Valve": (1, 1)})

    def test_revenue_per_customer_of_the_product(self):
        self._sell(self.other, "2026-03-03 03:00:00", (self.pump, 50))
        self.assertEqual(
            self._figures("revenue_per_customer"), {"Pump": (100, 200), "Valve": (40, 20)}
        )

    def test_customers_stand_with_a_product_by_its_orders(self):
        for code, expected in (
            ("new_customers", {"Pump": (1, 0), "Valve": (1, 1)}),
            ("active_customers", {"Pump": (1, 1), "Valve": (1, 1)}),
            ("retained_customers", {"Pump": (0, 1)}),
            ("churned_customers", {"Valve": (0, 1)}),
            ("retention_rate", {"Pump": (0, 100)}),
        ):
            with self.subTest(code):
                self.assertEqual(self._figures(code), expected)

    def test_the_records_behind_are_the_customers_of_the_product(self):
        kpi = self.env.ref("crm_customer.crm_kpi_new_customers")
        model, domain = kpi._get_records(MARCH, self.company, "product", self.valve.ids)
        self.assertEqual(self.env[model].search(domain), self.other)

    def test_one_query_however_many_products_and_windows(self):
        keys = (self.pump | self.valve | self.never).ids
        for code in ("revenue", "new_customers", "retention_rate"):
            kpi = self.env.ref(f"crm_customer.crm_kpi_{code}")
            for windows in ([MARCH], [FEBRUARY, MARCH, MARCH]):
                kpi._get_figures(windows, self.company, "product", keys)
                with self.subTest(code), self.assertQueryCount(1):
                    kpi._get_figures(windows, self.company, "product", keys)

    def test_lines_in_a_foreign_currency_are_converted_by_the_rate_of_the_order(self):
        self.company.currency_id = self.env.ref("base.CNY")
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"name": "2026-01-01", "currency_id": euro.id, "company_id": self.company.id}
            | {"rate": 0.125}
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )
        self._sell(
            *(self.other, "2026-03-03 02:00:00", (self.never, 50)), pricelist_id=pricelist.id
        )
        # 50 EUR at 8 CNY
        self.assertEqual(self._figures("revenue", self.never), {"Never": (0, 400)})

    def test_the_live_figure_is_that_of_the_reader(self):
        rep = self._create_user(
            "kpi_rep",
            "crm_customer.role_sales_rep",
            company_ids=self.company.ids,
            company_id=self.company.id,
        )
        self.customer.user_id = rep
        self.env["sale.order"].search([("partner_id", "=", self.customer.id)]).user_id = rep
        kpi = self.env.ref("crm_customer.crm_kpi_revenue").with_user(rep)
        figures = kpi._get_figures([MARCH], self.company, "product", (self.pump + self.valve).ids)
        self.assertEqual(figures, {(0, self.pump.id): (350, 1)})

    def test_a_goal_of_a_product(self):
        goal = self._create_goal(
            kpi_id=self.env.ref("crm_customer.crm_kpi_revenue").id,
            breakdown="product",
            product_id=self.pump.id,
            target=700,
        )
        self.assertEqual((goal.value, goal.attainment), (350, 50))
        self.assertEqual(goal.history[-1], 100)

    def test_what_lines_cannot_tell_is_refused(self):
        values = {
            "name": "Average order",
            "code": "average_order",
            "measure": "avg",
            "model_name": "sale.order",
            "date_field": "date_order",
            "measure_field": "amount_untaxed",
            "product_path": "order_line.product_id",
        }
        average = self.Kpi.create(values)
        self.assertFalse(average._can_break_down("product"))
        with self.assertRaises(ValidationError):
            self._create_goal(kpi_id=average.id, breakdown="product", product_id=self.pump.id)
        with self.assertRaises(ValidationError):
            self.Kpi.create(values | {"code": "none", "product_path": "order_line.nonsense"})

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...tools.kpi.period import Period
from .common import NOW, KpiCommon

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmKpi(KpiCommon):
    """Each kind of measure against figures worked by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for date_utc, minutes, user in (
            ("2026-02-28 15:59:00", 5, cls.user_own),  # 23:59 on 28 February in Shanghai
            ("2026-02-28 16:00:00", 10, cls.user_own),  # midnight: March has begun
            ("2026-03-02 02:00:00", 20, cls.user_own),
            ("2026-03-03 02:00:00", 60, cls.user_team),
            ("2026-03-31 15:59:00", 40, cls.user_own),
            ("2026-03-31 16:00:00", 80, cls.user_own),  # April
        ):
            cls._record(date_utc, duration=minutes, user=user)
        cls._record("2026-03-02 03:00:00", duration=999, company_id=cls.company_b.id)

    def _make(self, **values):
        return self.Kpi.create(
            {
                "name": "Test",
                "code": "test",
                "model_name": "crm.customer.interaction",
                "date_field": "date",
                "measure_field": "duration",
                "owner_path": "user_id",
                "team_path": "user_id.sale_team_id",
                "company_path": "company_id",
            }
            | values
        )

    def _figure(self, kpi, window=MARCH, key=False, breakdown="company"):
        return kpi._get_figures([window], self.company, breakdown).get((0, key), (None, 0))[0]

    def test_count(self):
        kpi = self._make(measure="count")
        self.assertEqual(self._figure(kpi), 4)
        self.assertEqual(self._figure(kpi, FEBRUARY), 1)
        self.assertEqual(self._figure(kpi, key=self.user_own.id, breakdown="user"), 3)
        self.assertEqual(self._figure(kpi, key=self.team.id, breakdown="team"), 4)

    def test_sum(self):
        kpi = self._make(measure="sum")
        self.assertEqual(self._figure(kpi), 10 + 20 + 60 + 40)
        self.assertEqual(self._figure(kpi, key=self.user_own.id, breakdown="user"), 70)

    def test_average(self):
        self.assertEqual(self._figure(self._make(measure="avg")), 32.5)

    def test_median(self):
        # 10 20 40 60
        self.assertEqual(self._figure(self._make(measure="median")), 30)

    def test_different_values(self):
        kpi = self._make(measure="distinct", measure_field="user_id")
        self.assertEqual(self._figure(kpi), 2)
        by_path = self._make(
            code="path", measure="distinct", measure_field="partner_id.commercial_partner_id"
        )
        self.assertEqual(self._figure(by_path), 1)

    def test_ratio_of_two_domains(self):
        kpi = self._make(
            measure="ratio",
            unit="percent",
            measure_field=False,
            domain="[('duration', '>=', 40)]",
        )
        self.assertEqual(self._figure(kpi), 50)
        self.assertAlmostEqual(self._figure(kpi, key=self.user_own.id, breakdown="user"), 100 / 3)

    def test_ratio_of_two_kpis(self):
        minutes = self._make(measure="sum")
        number = self._make(code="number", measure="count")
        kpi = self._make(
            code="ratio",
            measure="ratio",
            model_name=False,
            numerator_id=minutes.id,
            denominator_id=number.id,
        )
        self.assertEqual(self._figure(kpi), 32.5)

    def test_rate_over_time(self):
        for unit, expected in (
            ("day", 4 / 31),
            ("week", 4 / (31 / 7)),
            ("month", 4 / (31 / (365.2425 / 12))),
            ("working_day", 4 / 22),
        ):
            kpi = self._make(code=unit, measure="rate", rate_unit=unit, measure_field=False)
            self.assertAlmostEqual(self._figure(kpi), expected, 9)
        hours = self._make(code="sum", measure="rate", rate_unit="day")
        self.assertAlmostEqual(self._figure(hours), 130 / 31)

    def test_without_records_a_sum_is_zero_and_an_average_nothing(self):
        january = Period(date(2026, 1, 1), date(2026, 1, 31))
        self.assertEqual(self._make(measure="sum")._get_empty_value(), 0)
        average = self._make(code="avg", measure="avg")
        self.assertIsNone(average._get_empty_value())
        self.assertIsNone(self._figure(average, january))

    def test_overlapping_windows_in_one_query(self):
        kpi = self._make(measure="count")
        windows = [MARCH, FEBRUARY, Period(date(2026, 2, 1), date(2026, 3, 31))]
        self.env.flush_all()
        kpi._get_figures(windows, self.company)
        with self.assertQueryCount(1):
            figures = kpi._get_figures(windows, self.company)
        self.assertEqual([figures[place, False][0] for place in range(3)], [4, 1, 5])

    def test_money_is_in_the_currency_of_the_company(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.company.currency_id = self.env.ref("base.CNY")
        self.env["res.currency.rate"].create(
            [
                {"name": "2026-01-01", "currency_id": euro.id, "company_id": self.company.id}
                | {"rate": 0.125}
            ]
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )
        self._order("2026-03-02 02:00:00", 100)
        self._order("2026-03-03 02:00:00", 50, pricelist_id=pricelist.id)
        revenue = self.env.ref("crm_customer.crm_kpi_revenue")
        # 100 CNY, and 50 EUR at 8 CNY
        self.assertAlmostEqual(self._figure(revenue), 100 + 400, 2)

    def test_a_state_has_no_past(self):
        kpi = self._make(measure="count", date_field=False)
        windows = [FEBRUARY, MARCH]
        figures = kpi._get_figures(windows, self.company)
        self.assertEqual(set(figures), {(1, False)})
        self.assertEqual(figures[1, False][0], 6)

    def test_the_live_figure_is_that_of_the_reader(self):
        self.env["ir.rule"].create(
            {
                "name": "Only own interactions",
                "model_id": self.env["ir.model"]._get_id("crm.customer.interaction"),
                "domain_force": "[('user_id', '=', user.id)]",
            }
        )
        kpi = self._make(measure="count")
        self.assertEqual(self._figure(kpi.with_user(self.user_own)), 3)
        self.assertEqual(self._figure(kpi.with_user(self.user_team)), 1)
        self.assertEqual(self._figure(kpi.sudo()), 4)

    # definitions
    def test_definitions_that_cannot_work_are_refused(self):
        for values in (
            {"measure": "sum", "measure_field": False},
            {"measure": "sum", "measure_field": "nonsense"},
            {"measure": "count", "date_field": "user_id"},
            {"measure": "count", "domain": "[('nonsense', '=', 1)]"},
            {"measure": "count", "domain": "user_id = 1"},
            {"measure": "count", "domain": "[('user_id', '=', uid)]"},
            {"measure": "count", "owner_path": "user_id.nonsense"},
            {"measure": "count", "model_name": False},
            {"measure": "provider"},
            {"measure": "ratio", "numerator_id": self.interactions.id},
        ):
            with self.assertRaises(ValidationError, msg=values):
                self._make(**values)

    def test_only_registered_calculations_can_be_chosen(self):
        with self.assertRaises(ValidationError):
            self._make(measure="provider", provider="unlink")

    def test_ratios_of_ratios_are_refused(self):
        ratio = self.env.ref("crm_customer.crm_kpi_revenue_per_customer")
        with self.assertRaises(ValidationError):
            self._make(measure="ratio", numerator_id=ratio.id, denominator_id=self.interactions.id)

    def test_a_manager_names_only_what_he_may_read(self):
        manager = self.Kpi.with_user(self.user_manager)
        values = {"name": "Keys", "code": "keys", "measure": "count"}
        for model in ("res.users.log", "ir.config_parameter"):
            with self.assertRaises(AccessError):
                manager.create(values | {"model_name": model})
        interactions = values | {"model_name": "crm.customer.interaction"}
        for domain in (
            "[('user_id.password', 'like', 'a')]",
            "[('user_id', 'any', [('totp_secret', 'like', 'a')])]",
        ):
            with self.assertRaises(UserError):
                manager.create(interactions | {"domain": domain})
        manager.create(interactions | {"date_field": "date"})

    def test_codes_are_unique(self):
        self._make(measure="count")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._make(measure="count")

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..plan.common import PlanCommon


@tagged("post_install", "-at_install")
class TestIncentive(PlanCommon):
    """300 due in January to March 2026 of the seller; it is 16 March, then April."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._approve(cls._draft(cls._create_plan(), target=12000))
        cls.scheme = cls._create_scheme()

    @classmethod
    def _create_scheme(cls, **values):
        defaults = {
            "name": "Sales",
            "company_id": cls.house.id,
            "kpi_id": cls.kpi.id,
            "period": "month",
            "tier_ids": [
                (0, 0, {"start": 0, "rate": 1}),
                (0, 0, {"start": 80, "rate": 2}),
                (0, 0, {"start": 100, "rate": 4, "bonus": 50}),
            ],
        }
        schemes = cls.env["crm.sales.incentive.scheme"].with_user(cls.sales_manager)
        return schemes.create(defaults | values)

    def _statement(self, user, day="2026-02-01"):
        run = self.env["crm.sales.incentive.run"].with_user(self.sales_manager)
        action = run.create({"scheme_id": self.scheme.id, "date": day}).action_run()
        statements = self.env["crm.sales.incentive.statement"].with_user(self.sales_manager)
        return statements.search(action["domain"]).filtered(lambda one: one.user_id == user)

    def test_tier_by_tier_by_hand(self):
        target = self._cells(self.plan, self.seller, 2).amount
        self._create_order("2026-02-02", 1.2 * target)
        statement = self._statement(self.seller)
        self.assertEqual((statement.target, round(statement.attainment, 2)), (target, 120))
        # 80 % at 1 %, 20 % at 2 %, 20 % at 4 %, and the bonus
        expected = [target * 0.008, target * 0.004, target * 0.008, 50]
        for line, amount in zip(statement.line_ids, expected, strict=True):
            self.assertAlmostEqual(line.payout, amount, delta=0.0051)
        self.assertAlmostEqual(statement.total, sum(statement.line_ids.mapped("payout")), 2)

    def test_a_shared_order_pays_each_by_the_share(self):
        self._create_order(
            "2026-02-02",
            1000,
            confirm=False,
            crm_share_ids=[
                (0, 0, {"user_id": self.seller.id, "percent": 30}),
                (0, 0, {"user_id": self.mate.id, "percent": 70}),
            ],
        ).write({"state": "sale"})
        self.assertEqual(self._statement(self.seller).result, 300)
        self.assertEqual(self._statement(self.mate).result, 700)

    def test_nothing_reached_is_nothing_paid(self):
        statement = self._statement(self.seller)
        self.assertEqual((statement.total, len(statement.line_ids)), (0, 0))

    def test_drafts_are_drawn_up_anew_and_confirmed_ones_stay(self):
        statement = self._statement(self.seller)
        self._create_order("2026-02-02", 100)
        statement.action_refresh()
        self.assertEqual((statement.result, statement.total), (100, 1))
        statement.action_confirm()
        self._create_order("2026-02-03", 100)
        self.assertEqual(self._statement(self.seller), statement)
        self.assertEqual(statement.result, 100)
        statement.action_reopen()
        statement.action_refresh()
        self.assertEqual(statement.result, 200)

    def test_a_running_period_is_not_confirmed(self):
        with self.assertRaisesRegex(UserError, "not over"):
            self._statement(self.seller, "2026-03-01").action_confirm()

    def test_a_confirmed_statement_is_not_changed(self):
        statement = self._statement(self.seller)
        statement.action_confirm()
        with self.assertRaises(UserError):
            statement.sudo().unlink()
        with self.assertRaises(AccessError):
            statement.total = 5

    def test_without_a_plan_there_is_no_statement(self):
        with self.assertRaisesRegex(UserError, "no approved sales plan"):
            self._statement(self.seller, "2025-02-01")

    @mute_logger("odoo.sql_db")
    def test_tiers_rise(self):
        with self.assertRaisesRegex(ValidationError, "negative"):
            self._create_scheme(tier_ids=[(0, 0, {"start": 0, "rate": -1})])
        with self.assertRaisesRegex(ValidationError, "add a tier"):
            self._create_scheme(tier_ids=[])

    def test_a_rate_wants_money(self):
        won = self.env.ref("crm_sales.crm_kpi_sales_won")
        with self.assertRaisesRegex(ValidationError, "no money"):
            self._create_scheme(kpi_id=won.id)
        self._create_scheme(kpi_id=won.id, tier_ids=[(0, 0, {"start": 100, "bonus": 500})])

    def test_what_colleagues_are_paid_is_for_who_leads_them(self):
        statement = self._statement(self.seller)
        users = (self.seller, self.leader, self.mate, self.head, self.sales_manager)

        def seen():
            return [user for user in users if statement.with_user(user).has_access("read")]

        self.assertEqual(seen(), [self.sales_manager])
        statement.action_confirm()
        self.assertEqual(seen(), [self.seller, self.leader, self.sales_manager])

    def test_it_is_printed(self):
        target = self._cells(self.plan, self.seller, 2).amount
        self._create_order("2026-02-02", 1.2 * target)
        statement = self._statement(self.seller)
        statement.action_confirm()
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.seller)
            ._render_qweb_html("crm_sales.report_incentive_statement", statement.ids)
        )
        text = html.decode()
        for word in ("Incentive Statement", "Tier from 80 %", "Bonus for 100 %", "Total"):
            self.assertIn(word, text)

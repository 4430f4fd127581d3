from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ForecastCommon


@tagged("post_install", "-at_install")
class TestForecast(ForecastCommon):
    """By hand: of the seller 100 closed, 200.50 commit, 300 best case, 70 pipeline; of the mate
    50.25 commit; in the south 1000 commit; half of a deal of 100.01 is the seller's, half the
    other's: 50.00 and 50.01 (the first takes what is left).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.won = cls._win(cls._deal("Won", 100))
        cls.sure = cls._deal("Sure", 200.50, "commit")
        cls.maybe = cls._deal("Maybe", 300, "best_case")
        cls._deal("Far", 70)
        cls._deal("Mate", 50.25, "commit", cls.mate)
        cls._deal("South", 1000, "commit", cls.other, cls.south)
        cls.shared = cls._deal("Shared", 100.01, "commit")
        cls.shared.crm_share_ids = [
            (0, 0, {"user_id": cls.seller.id, "team_id": cls.north.id, "percent": 50}),
            (0, 0, {"user_id": cls.other.id, "team_id": cls.south.id, "percent": 50}),
        ]

    def test_the_opportunities_of_a_person_by_hand(self):
        line = self._line(self.seller)
        self.assertEqual(line.amount_closed, 100)
        self.assertEqual(line.amount_commit, 250.50)
        self.assertEqual(line.amount_best_case, 300)
        self.assertEqual(line.amount_pipeline, 70)
        self.assertEqual(line.commit, 350.50)
        self.assertEqual(line.best_case, 650.50)

    def test_the_roll_up_by_hand(self):
        north = self._line(team=self.north)
        self.assertEqual(north.parts_commit, 400.75)
        south = self._line(team=self.south)
        self.assertEqual(south.parts_commit, 1050.01)
        company = self._line()
        self.assertEqual(company.parts_commit, 1450.76)
        self.assertEqual(company.amount_commit, 1350.76)

    def test_what_is_submitted_counts_upwards(self):
        line = self._line(self.seller)
        line.write({"commit": 500, "best_case": 600, "note": "Two more by phone"})
        line.action_submit()
        self.assertEqual(self._line(team=self.north).parts_commit, 550.25)
        self.assertEqual(self._line().counted_commit, 1600.26)

    def test_the_override_counts_and_the_own_figure_stays(self):
        line = self._line(self.seller)
        line.write({"commit": 500, "best_case": 600})
        line.action_submit()
        leader = line.with_user(self.leader)
        leader._override(300, 550, "The tender is late")
        line.invalidate_recordset()
        self.assertEqual((line.said_commit, line.counted_commit), (500, 300))
        self.assertEqual(line.override_note, "The tender is late")
        self.assertEqual(self._line(team=self.north).parts_commit, 350.25)
        leader.action_remove_override()
        self.assertEqual(self._line(team=self.north).parts_commit, 550.25)

    def test_the_wizard_overrides_with_a_note(self):
        line = self._line(self.seller).with_user(self.leader)
        action = line.action_override()
        wizard = self.env["crm.sales.forecast.override"].with_user(self.leader)
        wizard = wizard.with_context(**action["context"]).create({"note": "Too bold", "commit": 1})
        wizard.action_override()
        self.assertEqual(line.counted_commit, 1)

    def test_the_rolled_up_team_follows_its_persons(self):
        north = self._line(team=self.north).with_user(self.leader)
        self.assertEqual(north.next_step, "roll_up")
        north.action_submit()
        self.assertEqual(north.next_step, "lock")
        line = self._line(self.seller)
        line.commit = 500
        line.best_case = 700
        line.action_submit()
        self.assertEqual(self._line(team=self.north).counted_commit, 550.25)

    def test_the_leaders_own_figure_of_the_team_counts(self):
        north = self._line(team=self.north).with_user(self.leader)
        north.write({"commit": 390, "best_case": 700})
        north.action_submit()
        self.assertEqual(self._line().parts_commit, 1440.01)

    def test_a_new_submission_keeps_the_one_before(self):
        line = self._line(self.seller)
        line.action_submit()
        self.sure.crm_forecast_category = "pipeline"
        self.maybe.date_deadline = "2026-04-02"
        extra = self._deal("Extra", 40, "commit")
        line.commit = 200
        line.action_submit()
        last, first = line.submission_ids.sorted("number", reverse=True)
        self.assertEqual((first.commit, last.commit), (350.50, 200))
        self.assertEqual(last.previous_id, first)
        self.assertEqual(last.commit_change, -150.50)
        self.assertEqual(last.action_open_entered()["domain"], [("id", "in", (extra.id,))])
        self.assertEqual(last.action_open_left()["domain"], [("id", "in", (self.maybe.id,))])
        self.assertEqual(last.action_open_changed()["domain"], [("id", "in", (self.sure.id,))])
        self.assertIn("Extra", last.changes)

    def test_a_figure_opens_exactly_its_opportunities(self):
        line = self._line(self.seller)
        action = line.with_context(crm_forecast_category="commit").action_open_deals()
        found = self.env["crm.lead"].search(action["domain"])
        self.assertEqual(found, self.sure | self.shared)
        action = line.with_context(crm_forecast_category="closed").action_open_deals()
        self.assertEqual(self.env["crm.lead"].search(action["domain"]), self.won)

    def test_target_closed_and_gap(self):
        self._approve(self._draft(self._create_plan(), target=12000))
        line = self._line(self.seller)
        plan = self.env["crm.sales.plan"].search([("company_id", "=", self.house.id)])
        self.assertAlmostEqual(line.target, sum(self._amounts(plan, self.seller)[:3]))
        self.assertEqual(line.gap, line.target - 100)
        self.assertEqual(self._line().target, 3000)

    def test_only_what_is_expected_in_the_period_is_in_it(self):
        self._deal("Later", 11, "commit", date_deadline="2026-04-01")
        self._deal("Never", 12, "commit", date_deadline=False)
        self._deal("Overdue", 13, "commit", date_deadline="2025-11-01")
        self._win(self._deal("Before", 14), "2025-12-30")
        line = self._line(self.seller)
        self.assertEqual(line.amount_commit, 263.50)
        self.assertEqual(line.amount_closed, 100)

    def test_the_best_case_is_no_less_than_the_commit(self):
        line = self._line(self.seller)
        line.write({"commit": 500, "best_case": 600})
        line.best_case = 400
        with self.assertRaises(ValidationError):
            line.action_submit()

    def test_nobody_enters_the_figures_of_others(self):
        line = self._line(self.seller)
        for user in (self.mate, self.leader, self.sales_manager):
            with self.assertRaises(AccessError):
                line.with_user(user).write({"commit": 1})
            with self.assertRaises(AccessError):
                line.with_user(user).action_submit()

    def test_nobody_overrides_the_own_figures_or_those_of_another_team(self):
        line = self._line(self.seller)
        with self.assertRaises(AccessError):
            line._override(1, 1, "Me")
        with self.assertRaises(AccessError):
            self._line(self.other).with_user(self.leader).sudo().with_user(self.leader)._override(
                1, 1, "Them"
            )

    def test_figures_of_the_system_are_written_by_buttons_alone(self):
        line = self._line(self.seller)
        for values in ({"said_commit": 1}, {"has_override": True}, {"is_locked": True}):
            with self.assertRaises(AccessError):
                line.write(values)

    def test_opening_the_page_begins_the_running_period(self):
        action = self.forecasts.with_user(self.seller).open_page()
        line = self.env["crm.sales.forecast.line"].browse(action["res_id"])
        self.assertEqual((line.user_id, line.forecast_id.name), (self.seller, "2026 Q1"))

    def test_the_forecast_of_a_period_is_there_once(self):
        first = self.forecasts.sudo()._get_current(self.house)
        self.assertEqual(self.forecasts.sudo()._get_current(self.house), first)
        with self.assertRaises(UserError):
            first.with_user(self.sales_manager).date_start = "2026-01-02"

    def test_a_hundred_persons_take_as_many_queries_as_ten(self):
        def count(forecast):
            forecast.env.invalidate_all()
            lines = forecast.line_ids
            lines.mapped("breakdown")
            before = self.env.cr.sql_log_count
            lines.mapped("counted_commit")
            lines.mapped("is_missing")
            lines.mapped("gap")
            return self.env.cr.sql_log_count - before

        self._line()
        count(self.forecast)
        few = count(self.forecast)
        persons = self._create_users(
            {
                f"fc_{n}": "crm_sales.group_sales_own,sales_team.group_sale_salesman"
                for n in range(40)
            }
        )
        persons.write({"company_ids": [(4, self.house.id)], "company_id": self.house.id})
        self.south.member_ids += persons
        for person in persons:
            self._deal("One of many", 5, "commit", person, self.south)
        self.forecast._ensure_lines()
        count(self.forecast)
        self.assertEqual(count(self.forecast), few)

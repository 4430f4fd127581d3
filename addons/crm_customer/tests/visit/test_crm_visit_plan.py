from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitPlan(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Plan = cls.env["crm.visit.plan"]

    def _create_plan(self, **values):
        return self.Plan.create({"user_id": self.user_own.id, "date_start": "2026-03-02"} | values)

    def test_defaults(self):
        with Form(self.Plan.with_user(self.user_own)) as form:
            self.assertEqual(str(form.date_start), "2026-03-02")
        self.assertEqual(form.record.user_id, self.user_own)

    @freeze_time("2026-03-06 02:00:00")
    def test_from_friday_on_one_plans_the_next_week(self):
        self.assertEqual(str(self.Plan.new({}).date_start), "2026-03-09")

    def test_any_day_means_its_week(self):
        plan = self._create_plan(date_start="2026-03-05")
        self.assertEqual(str(plan.date_start), "2026-03-02")
        self.assertEqual(str(plan.date_stop), "2026-03-08")

    def test_one_plan_a_week_and_person(self):
        self._create_plan()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_plan(date_start="2026-03-04")

    def test_a_plan_takes_the_visits_of_its_week(self):
        inside = self._create_visit()
        outside = self._create_visit(date_start="2026-03-09 01:00:00")
        colleague = self._create_visit(user_id=self.user_team.id)
        plan = self._create_plan()
        self.assertEqual(plan.visit_ids, inside)
        outside.date_start = "2026-03-05 01:00:00"
        self.assertEqual(plan.visit_ids, inside | outside)
        inside.date_start = "2026-03-16 01:00:00"
        self.assertEqual(plan.visit_ids, outside)
        self.assertFalse(colleague.plan_id)

    def test_a_plan_that_moves_leaves_its_visits_to_their_week(self):
        visit = self._create_visit()
        plan = self._create_plan()
        plan.date_start = "2026-03-09"
        self.assertFalse(visit.plan_id)

    def test_plan_against_done(self):
        plan = self._create_plan()
        done = self._create_visit()
        missed = self._create_visit(date_start="2026-03-03 06:00:00")
        self._create_visit(date_start="2026-03-05 06:00:00")
        self._create_visit(date_start="2026-03-06 06:00:00")
        missed._close("missed", "no_time")
        self.mine.check_in(visit_id=done.id, position=NEAR)
        self.mine.check_out(done.id)
        self.mine.check_in(partner_id=self.nowhere.id, position=NEAR)
        plan.invalidate_recordset()
        counts = (plan.planned_count, plan.done_count, plan.open_count, plan.lost_count)
        self.assertEqual(counts, (4, 1, 2, 1))
        self.assertEqual(plan.unplanned_count, 1)
        self.assertEqual(plan.done_rate, 25)

    def test_an_absence_is_said_and_left_free(self):
        plan = self._create_plan()
        self.assertIs(plan.absence_note, False)
        calendar = self.env.company.resource_calendar_id
        resource = self.env["resource.resource"].create(
            {"name": "Own", "user_id": self.user_own.id, "calendar_id": calendar.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "calendar_id": calendar.id,
                "date_from": "2026-03-05 00:00:00",
                "date_to": "2026-03-05 10:00:00",
            }
        )
        plan.invalidate_recordset(["absence_note"])
        self.assertIn("5", plan.absence_note)
        days = [str(day) for day in plan._get_open_days()]
        self.assertEqual(days, ["2026-03-04", "2026-03-06"])

    def test_holidays_are_left_free_and_make_up_days_are_not(self):
        self.env["crm.workday"].create(
            [
                {"name": "Holiday", "date": "2026-03-05", "kind": "holiday"},
                {"name": "Make-up", "date": "2026-03-07", "kind": "working"},
            ]
        )
        days = [str(day) for day in self._create_plan()._get_open_days()]
        self.assertEqual(days, ["2026-03-04", "2026-03-06", "2026-03-07"])

    def test_deleting_a_plan_keeps_its_visits(self):
        plan = self._create_plan()
        visit = self._create_visit()
        plan.with_user(self.user_own).unlink()
        self.assertTrue(visit.exists())
        self.assertFalse(visit.plan_id)

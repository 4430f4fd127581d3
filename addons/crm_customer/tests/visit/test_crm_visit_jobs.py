from freezegun import freeze_time

from odoo.tests import tagged

from .common import NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitJobs(VisitCommon):
    def _run(self, name):
        with self.enter_registry_test_mode():
            self.env.ref(f"crm_customer.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def test_who_was_not_visited_was_missed(self):
        past = self._create_visit(date_start="2026-03-03 06:00:00")
        today = self._create_visit()
        self._run("crm_visit_cron_close")
        self.assertEqual(past.state, "missed")
        self.assertFalse(past.reason)
        self.assertFalse(past.event_id.active)
        self.assertEqual(today.state, "planned")

    def test_a_forgotten_check_out_ends_by_itself_without_a_duration(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        with freeze_time("2026-03-04 17:00:00"):
            self._run("crm_visit_cron_close")
            self.assertEqual(visit.state, "on_site")
        with freeze_time("2026-03-04 18:01:00"):
            self._run("crm_visit_cron_close")
        self.assertEqual(visit.state, "done")
        self.assertFalse(visit.date_check_out)
        self.assertEqual(visit.duration, 0)

    def test_positions_go_when_their_time_is_over(self):
        self.env.company.crm_visit_position_days = 30
        old = self._create_visit()
        self.mine.check_in(visit_id=old.id, position=NEAR)
        self.mine.check_out(old.id)
        with freeze_time("2026-04-02 02:00:00"):
            young = self._create_visit(date_start="2026-04-02 06:00:00")
            self.mine.check_in(visit_id=young.id, position=NEAR)
        with freeze_time("2026-04-03 02:00:01"):
            self._run("crm_visit_cron_empty_positions")
        self.assertFalse(old.position_ids)
        self.assertEqual(old.position_state, "there")
        self.assertTrue(young.position_ids)

    def test_each_company_keeps_positions_as_long_as_it_says(self):
        self.company_b.crm_visit_position_days = 400
        position = self.env["crm.visit.position"].create(
            {
                "visit_id": self._create_visit().id,
                "user_id": self.user_own.id,
                "company_id": self.company_b.id,
                "date": "2025-06-01 00:00:00",
            }
        )
        self._run("crm_visit_cron_empty_positions")
        self.assertTrue(position.exists())
        self.company_b.crm_visit_position_days = 100
        self._run("crm_visit_cron_empty_positions")
        self.assertFalse(position.exists())

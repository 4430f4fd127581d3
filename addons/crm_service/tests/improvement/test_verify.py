from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.improvement.crm_service_improvement_verify import CrmServiceImprovement
from .common import RELEASED, ImprovementCommon

BEFORE = RELEASED - timedelta(days=28)
AFTER = RELEASED + timedelta(days=1)
OVER = "2026-03-31 12:00:00"  # the day after the 28th


@tagged("post_install", "-at_install")
class TestVerify(ImprovementCommon):
    @freeze_time(OVER)
    def test_fewer_tickets_are_better(self):
        """20 in the 28 days before, 6 after: 5 and 1.5 a week, a ratio of 0.3."""
        improvement = self._create_released()
        self._create_tickets(20, BEFORE)
        self._create_tickets(6, AFTER)
        self._create_tickets(3, RELEASED - timedelta(days=60))
        self._create_tickets(1, RELEASED)
        improvement.with_user(self.manager).action_verify()
        check = improvement.check_ids
        self.assertEqual(check.verdict, "better")
        self.assertEqual((check.before_count, check.after_count), (20, 6))
        self.assertEqual((check.before, check.after), (5, 1.5))
        self.assertEqual((check.date_from, check.date_to), (BEFORE, date(2026, 3, 30)))
        self.assertEqual(check.range_text, "-70 % (-90 % … -23 %)")
        self.assertEqual((improvement.state, improvement.verdict), ("verified", "better"))

    @freeze_time(OVER)
    def test_no_change_opens_it_again(self):
        improvement = self._create_released()
        self._create_tickets(10, BEFORE)
        self._create_tickets(9, AFTER)
        improvement.sudo()._verify()
        self.assertEqual((improvement.state, improvement.verdict), ("analysed", "same"))
        self.assertEqual(improvement.reopen_count, 1)
        self.assertEqual(improvement.activity_ids.user_id, self.manager)
        self.assertEqual(len(improvement.check_ids), 1)

    @freeze_time(OVER)
    def test_worse_opens_it_again_and_the_history_stays(self):
        improvement = self._create_released()
        self._create_tickets(4, BEFORE)
        self._create_tickets(20, AFTER)
        improvement.sudo()._verify()
        self.assertEqual((improvement.state, improvement.verdict), ("analysed", "worse"))
        for state in ("decided", "progress", "released"):
            improvement.state = state
        self.assertFalse(improvement.verdict)
        self.assertEqual(improvement.check_ids.verdict, "worse")
        self.assertEqual(improvement.check_ids.date_released, RELEASED)

    @freeze_time("2026-03-20 12:00:00")
    def test_before_the_time_is_over_it_is_too_early(self):
        improvement = self._create_released()
        self._create_tickets(20, BEFORE)
        improvement.sudo()._verify()
        self.assertEqual((improvement.state, improvement.verdict), ("released", "early"))
        self.assertEqual(improvement.date_check, date(2026, 3, 31))

    def test_where_little_happened_the_time_is_made_longer_and_then_people_look(self):
        improvement = self._create_released()
        self._create_tickets(2, BEFORE)
        for day, due in (
            ("2026-03-31", date(2026, 4, 28)),
            ("2026-04-28", date(2026, 5, 26)),
            ("2026-05-26", date(2026, 6, 23)),
            ("2026-06-23", False),
        ):
            with freeze_time(f"{day} 12:00:00"):
                improvement.sudo()._verify()
            self.assertEqual(improvement.date_check, due, day)
            self.assertEqual(improvement.verdict, "early")
        self.assertEqual(improvement.activity_ids.summary, "Too little to tell")
        last = improvement.check_ids.sorted("date_to")[-1]
        self.assertEqual((last.date_to - last.date_from).days, 2 * 4 * 28)

    @freeze_time(OVER)
    def test_merged_tickets_count_once(self):
        improvement = self._create_released()
        tickets = self._create_tickets(20, BEFORE)
        self.env["crm.service.merge"]._perform(tickets[0], tickets[1])
        improvement.sudo()._verify()
        self.assertEqual(improvement.check_ids.before_count, 19)

    @freeze_time(OVER)
    def test_tickets_per_thousand_orders(self):
        improvement = self._create_released(exposure="orders")
        self._create_tickets(20, BEFORE)
        self._create_tickets(6, AFTER)
        orders = self.env["sale.order"].create(
            [{"partner_id": self.customer.id} for _number in range(10)]
        )
        orders.write({"state": "sale", "date_order": "2026-02-10 03:00:00"})
        orders[5:].write({"date_order": "2026-03-10 03:00:00"})
        self.env.flush_all()
        improvement.sudo()._verify()
        check = improvement.check_ids
        self.assertEqual((check.before, check.after), (20 / 0.005, 6 / 0.005))
        self.assertEqual(check.verdict, "better")

    @freeze_time(OVER)
    def test_a_kpi_is_compared_day_by_day(self):
        kpi = self.env.ref("crm_service.crm_kpi_service_tickets").sudo()
        kpi.direction = "less"
        improvement = self._create_released(measure="kpi", kpi_id=kpi.id, kpi_team_id=self.team.id)
        # three or four on each day before, one or two on each day after
        self._create_tickets(28 * 3 + 14, BEFORE)
        self._create_tickets(28 + 14, AFTER)
        improvement.sudo()._verify()
        check = improvement.check_ids
        self.assertEqual((check.before_count, check.after_count), (28, 28))
        self.assertEqual((check.before, check.after), (3.5, 1.5))
        self.assertEqual(check.verdict, "better")

    @freeze_time(OVER)
    def test_the_target_is_looked_at(self):
        improvement = self._create_released(target=2)
        self._create_tickets(20, BEFORE)
        self._create_tickets(6, AFTER)
        improvement.sudo()._verify()
        self.assertTrue(improvement.check_ids.is_target_reached)

    @freeze_time(OVER)
    def test_the_job_verifies_what_is_due_and_nothing_else(self):
        due = self._create_released()
        later = self._create_released(name="Later", window_days=60)
        self._create_tickets(20, BEFORE)
        self._create_tickets(6, AFTER)
        self._run_job()
        self.assertEqual(due.state, "verified")
        self.assertFalse(later.check_ids)
        self._run_job()
        self.assertEqual(len(due.check_ids), 1)

    @freeze_time(OVER)
    @mute_logger("odoo.addons.crm_service.models.improvement.crm_service_improvement_verify")
    def test_one_that_cannot_be_computed_holds_up_no_other(self):
        broken, sound = self._create_released(), self._create_released(name="Sound")
        self._create_tickets(20, BEFORE)
        self._create_tickets(6, AFTER)
        judge = CrmServiceImprovement._judge

        def fail(improvement, today):
            if improvement == broken:
                raise ValueError("no figures")
            return judge(improvement, today)

        self.patch(CrmServiceImprovement, "_judge", fail)
        self._run_job()
        self.assertEqual(sound.state, "verified")
        self.assertEqual((broken.state, broken.date_check), ("released", date(2026, 4, 1)))
        self.assertIn("no figures", broken.message_ids[0].body)

    def _run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service.improvement_cron_verify").method_direct_trigger()
        self.env.invalidate_all()

    @freeze_time(OVER)
    def test_a_check_is_never_changed(self):
        improvement = self._create_released()
        improvement.sudo()._verify()
        with self.assertRaises(AccessError):
            improvement.check_ids.sudo().verdict = "better"
        with self.assertRaises(AccessError):
            improvement.check_ids.sudo().unlink()

    def test_only_what_is_released_is_verified(self):
        with self.assertRaisesRegex(UserError, "is not released"):
            self._create_improvement().with_user(self.manager).action_verify()

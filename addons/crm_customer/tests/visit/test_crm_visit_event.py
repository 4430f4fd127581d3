from freezegun import freeze_time

from odoo.tests import tagged

from .common import NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitEvent(VisitCommon):
    def test_a_planned_visit_is_a_meeting(self):
        self.customer.write({"street": "1 Long Road", "city": "Shenzhen"})
        event = self._create_visit(name="Price list").event_id
        self.assertEqual(event.name, "Visit: Acme Trading · Price list")
        self.assertEqual(str(event.start), "2026-03-04 06:00:00")
        self.assertEqual(str(event.stop), "2026-03-04 07:00:00")
        self.assertEqual(event.user_id, self.user_own)
        self.assertEqual(event.partner_ids, self.user_own.partner_id)
        self.assertEqual((event.res_model, event.res_id), ("res.partner", self.customer.id))
        self.assertIn("1 Long Road", event.location)

    def test_nobody_gets_a_mail_and_no_activity_is_made(self):
        mails = self.env["mail.mail"].search_count([])
        visit = self._create_visit().with_user(self.user_team)
        visit.date_start = "2026-03-06 06:00:00"
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(self.customer.activity_ids)
        self.assertFalse(visit.event_id.activity_ids)

    def test_the_meeting_follows_the_visit(self):
        visit = self._create_visit()
        visit.write({"date_start": "2026-03-06 01:00:00", "duration_planned": 90, "name": "New"})
        event = visit.event_id
        self.assertEqual(str(event.start), "2026-03-06 01:00:00")
        self.assertEqual(str(event.stop), "2026-03-06 02:30:00")
        self.assertIn("New", event.name)

    def test_another_visitor_attends_instead(self):
        visit = self._create_visit()
        visit.with_user(self.user_team).user_id = self.user_team
        self.assertEqual(visit.event_id.user_id, self.user_team)
        self.assertEqual(visit.event_id.partner_ids, self.user_team.partner_id)

    def test_the_visit_follows_the_meeting(self):
        visit = self._create_visit()
        event = visit.event_id.with_user(self.user_own)
        event.write({"start": "2026-03-05 01:00:00", "stop": "2026-03-05 03:00:00"})
        self.assertEqual(str(visit.date_start), "2026-03-05 01:00:00")
        self.assertEqual(visit.duration_planned, 120)
        self.assertEqual(str(visit.date), "2026-03-05")

    def test_a_colleague_without_our_groups_moves_the_meeting(self):
        visit = self._create_visit()
        event = visit.event_id.with_user(self.user_plain)
        event.write({"start": "2026-03-05 01:00:00", "stop": "2026-03-05 02:00:00"})
        self.assertEqual(str(visit.date_start), "2026-03-05 01:00:00")

    def test_a_done_visit_stays_where_it_was(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        visit.event_id.write({"start": "2026-03-05 01:00:00", "stop": "2026-03-05 02:00:00"})
        self.assertEqual(str(visit.date_start), "2026-03-04 06:00:00")

    def test_a_deleted_meeting_cancels_the_visit(self):
        visit = self._create_visit()
        visit.event_id.with_user(self.user_own).unlink()
        self.assertEqual((visit.state, visit.reason), ("cancelled", "meeting_deleted"))
        self.assertFalse(visit.event_id)
        visit.with_user(self.user_own).action_reopen()
        self.assertEqual(str(visit.event_id.start), "2026-03-04 06:00:00")

    def test_a_deleted_meeting_leaves_what_took_place(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        interaction = visit.interaction_id
        visit.event_id.unlink()
        self.assertEqual(visit.state, "on_site")
        self.assertEqual(visit.interaction_id, interaction)
        self.mine.check_out(visit.id)
        self.assertEqual(visit.state, "done")

    def test_an_archived_meeting_comes_back(self):
        visit = self._create_visit()
        event = visit.event_id
        event.action_archive()
        self.assertEqual(visit.state, "cancelled")
        event.action_unarchive()
        self.assertEqual(visit.state, "planned")

    def test_a_cancelled_visit_leaves_the_calendar(self):
        visit = self._create_visit()
        visit._close("cancelled", "postponed")
        self.assertFalse(visit.event_id.active)

    def test_a_deleted_visit_takes_its_meeting_along(self):
        visit = self._create_visit()
        event = visit.event_id
        visit.with_user(self.user_own).unlink()
        self.assertFalse(event.exists())

    def test_a_missed_visit_is_no_contact(self):
        visit = self._create_visit(date_start="2026-03-02 06:00:00")
        self.env["crm.customer.profile"]._refresh(self.customer.ids)
        profile = self.env["crm.customer.profile"].search(
            [("partner_id", "=", self.customer.id), ("company_id", "=", self.env.company.id)]
        )
        self.assertEqual(visit.state, "planned")
        self.assertFalse(profile.last_contact_date)

    def test_a_customer_with_a_planned_visit_gets_no_follow_up(self):
        level = self.env["crm.customer.level"].create({"name": "Cadence", "follow_up_days": 5})
        self.customer.crm_level_id = level
        self.nowhere.crm_level_id = level
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2026-01-01' WHERE id = ANY(%s)",
            [(self.customer | self.nowhere).ids],
        )
        self._create_visit()
        self.env.flush_all()
        waiting = self.env["crm.customer.follow.up"]._get_waiting(self.user_own, 10)
        self.assertEqual([partner_id for partner_id, _days in waiting], self.nowhere.ids)

    def test_planning_many_takes_constant_queries_a_visit(self):
        customers = [self._create_customer(f"C{number}") for number in range(12)]

        def count(some):
            values = [
                {"partner_id": customer.id, "date_start": "2026-03-09 01:00:00"}
                for customer in some
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.mine.create(values)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(customers[:1])
        one, ten = count(customers[1:2]), count(customers[2:])
        # the host's own meetings cost some queries each; ours add none
        self.assertLess(ten, one + 9 * 12)

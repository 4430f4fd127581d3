from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisit(VisitCommon):
    def test_defaults(self):
        with Form(self.mine) as form:
            form.partner_id = self.customer
        visit = form.record
        self.assertEqual(visit.user_id, self.user_own)
        self.assertEqual(visit.state, "planned")
        self.assertEqual(str(visit.date_start), "2026-03-04 03:00:00")
        self.assertEqual(visit.duration_planned, 60)

    def test_a_person_stands_for_the_company_and_will_be_met(self):
        form = Form(self.mine)
        form.partner_id = self.wang
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual(form.contact_ids[:], self.wang)

    def test_the_day_is_that_of_the_visitor(self):
        visit = self._create_visit(date_start="2026-03-04 20:00:00")
        self.assertEqual(str(visit.date), "2026-03-05")
        visit.user_id = self._create_user(
            "visitor_paris", "crm_customer.group_customer_own", tz="Europe/Paris"
        )
        self.assertEqual(str(visit.date), "2026-03-04")

    def test_a_customer_stands_once_in_a_day(self):
        self._create_visit()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_visit(date_start="2026-03-04 08:00:00")

    def test_a_visit_has_a_sane_length(self):
        for minutes in (0, -5, 1441):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
            ):
                self._create_visit(duration_planned=minutes)

    def test_nobody_writes_what_checking_in_says(self):
        visit = self._create_visit().with_user(self.user_own)
        for values in (
            {"state": "done"},
            {"date_check_in": NOW},
            {"position_state": "there"},
            {"interaction_id": 1},
            {"event_id": 1},
            {"is_planned": False},
        ):
            with self.assertRaises(AccessError):
                visit.write(values)
            with self.assertRaises(AccessError):
                self.mine.create({"partner_id": self.nowhere.id} | values)

    def test_defaults_of_a_call_do_not_either(self):
        context = {"default_state": "done", "default_position_state": "there"}
        visit = self.mine.with_context(**context).create({"partner_id": self.customer.id})
        self.assertEqual(visit.state, "planned")
        self.assertFalse(visit.position_state)

    def test_a_done_visit_is_not_moved(self):
        visit = self._create_visit()
        visit.write({"state": "done"})
        with self.assertRaises(UserError):
            visit.with_user(self.user_own).date_start = "2026-03-05 06:00:00"

    def test_missed_with_a_reason_and_planned_again(self):
        visit = self._create_visit()
        wizard = (
            self.env["crm.visit.close"]
            .with_user(self.user_own)
            .create(
                {
                    "visit_ids": visit.ids,
                    "state": "missed",
                    "reason": "customer_absent",
                    "date_again": "2026-03-05 06:00:00",
                }
            )
        )
        wizard.action_close()
        self.assertEqual(visit.state, "missed")
        self.assertEqual(visit.reason, "customer_absent")
        again = self.Visit.search([("partner_id", "=", self.customer.id)]) - visit
        self.assertEqual(again.state, "planned")
        self.assertEqual(str(again.date), "2026-03-05")
        self.assertNotEqual(again.event_id, visit.event_id)

    def test_another_reason_is_explained(self):
        wizard = self.env["crm.visit.close"].create(
            {"visit_ids": self._create_visit().ids, "state": "cancelled", "reason": "other"}
        )
        with self.assertRaises(UserError):
            wizard.action_close()

    def test_a_visit_that_took_place_is_not_called_off(self):
        visit = self._create_visit()
        visit.write({"state": "done"})
        with self.assertRaises(UserError):
            visit._close("cancelled", "postponed")

    def test_reopened(self):
        visit = self._create_visit()
        visit._close("cancelled", "postponed", "next week")
        visit.with_user(self.user_own).action_reopen()
        self.assertEqual(visit.state, "planned")
        self.assertFalse(visit.reason)
        self.assertTrue(visit.event_id.active)

    def test_only_a_manager_deletes_what_took_place(self):
        visit = self._create_visit()
        visit.write({"state": "done"})
        with self.assertRaises(UserError):
            visit.with_user(self.user_own).unlink()
        visit.with_user(self.user_manager).unlink()
        self.assertFalse(visit.exists())

    def test_the_customer_counts_its_visits(self):
        self._create_visit()
        self.assertEqual(self.customer.with_user(self.user_own).crm_visit_count, 1)
        self.assertEqual(self.wang.with_user(self.user_own).crm_visit_count, 1)
        action = self.customer.with_user(self.user_own).action_crm_view_visits()
        self.assertEqual(action["domain"], [("commercial_partner_id", "=", self.customer.id)])

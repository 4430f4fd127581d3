from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FAR, NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitCheck(VisitCommon):
    def test_checking_in_and_out_of_a_planned_visit(self):
        visit = self._create_visit(name="Price list", contact_ids=self.wang.ids)
        screen = self.mine.check_in(visit_id=visit.id, position=NEAR)
        self.assertEqual(screen["state"], "on_site")
        self.assertEqual(str(visit.date_check_in), NOW)
        self.assertEqual(visit.position_state, "there")
        with freeze_time("2026-03-04 02:42:10"):
            self.mine.check_out(
                visit.id, {"note": "Wants\n<b>samples</b>", "next_step": "Send samples"}
            )
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.duration, 42)
        interaction = visit.interaction_id
        self.assertEqual(interaction.kind, "visit")
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual(interaction.contact_ids, self.wang)
        self.assertEqual(interaction.user_id, self.user_own)
        self.assertEqual(interaction.event_id, visit.event_id)
        self.assertEqual(interaction.name, "Price list")
        self.assertEqual(interaction.duration, 42)
        self.assertIn("&lt;b&gt;", interaction.note)
        self.assertEqual(interaction.activity_id.summary, "Send samples")

    def test_a_time_that_is_sent_does_not_count(self):
        visit = self._create_visit()
        with self.assertRaises(TypeError):
            self.mine.check_in(visit_id=visit.id, position=NEAR, date="2026-01-01")
        self.mine.check_in(visit_id=visit.id, position=NEAR | {"timestamp": 0})
        self.assertEqual(str(visit.date_check_in), NOW)

    def test_the_position_is_stored_with_its_distance(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=FAR)
        position = visit.position_ids
        self.assertEqual(visit.position_state, "away")
        self.assertAlmostEqual(position.latitude, FAR["latitude"], 6)
        # 0.027 degrees of 111,195 m
        self.assertAlmostEqual(position.distance, 3002, delta=2)
        self.assertEqual(position.accuracy, 15)

    def test_an_imprecise_position_accuses_nobody(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=FAR | {"accuracy": 5000})
        self.assertEqual(visit.position_state, "imprecise")

    def test_the_limit_is_the_company_s(self):
        self.env.company.crm_visit_away_distance = 5000
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=FAR)
        self.assertEqual(visit.position_state, "there")

    def test_without_a_position_there_is_a_reason(self):
        visit = self._create_visit()
        for reason in (None, "", "   "):
            with self.assertRaises(UserError):
                self.mine.check_in(visit_id=visit.id, reason=reason)
        self.mine.check_in(visit_id=visit.id, reason=" In the cellar ")
        self.assertEqual(visit.position_state, "none")
        self.assertEqual(visit.position_reason, "In the cellar")
        self.assertFalse(visit.position_ids)

    def test_what_is_no_position_is_refused(self):
        visit = self._create_visit()
        for position in (
            {"latitude": 122.0, "longitude": 1.0, "accuracy": 1},
            {"latitude": "1", "longitude": 1.0, "accuracy": 1},
            [1, 2, 3],
            "here",
        ):
            with self.assertRaises(UserError):
                self.mine.check_in(visit_id=visit.id, position=position)
        self.assertEqual(visit.state, "planned")

    def test_switched_off_no_position_is_kept(self):
        self.env.company.crm_visit_position = False
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        self.assertEqual(visit.state, "on_site")
        self.assertEqual(visit.position_state, "off")
        self.assertFalse(visit.position_ids)

    def test_the_address_takes_the_position_when_it_has_none(self):
        visit = self._create_visit(partner_id=self.nowhere.id)
        self.mine.check_in(visit_id=visit.id, position=NEAR, keep=True)
        self.assertAlmostEqual(self.nowhere.partner_latitude, NEAR["latitude"], 6)
        self.assertEqual(visit.position_state, "there")

    def test_the_address_keeps_the_position_that_it_has(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=FAR, keep=True)
        self.assertAlmostEqual(self.customer.partner_latitude, 22.5431, 6)
        self.assertEqual(visit.position_state, "away")

    def test_unasked_the_address_takes_nothing(self):
        self.mine.check_in(partner_id=self.nowhere.id, position=NEAR)
        self.assertFalse(self.nowhere.partner_latitude)
        visit = self.Visit.search([("partner_id", "=", self.nowhere.id)])
        self.assertEqual(visit.position_state, "no_address")

    def test_from_the_customer_the_visit_of_today_is_taken(self):
        visit = self._create_visit()
        screen = self.mine.check_in(partner_id=self.wang.id, position=NEAR)
        self.assertEqual(screen["visit_id"], visit.id)

    def test_from_the_customer_an_unplanned_visit_is_made(self):
        self._create_visit(date_start="2026-03-05 06:00:00")
        screen = self.mine.check_in(partner_id=self.customer.id, position=NEAR)
        visit = self.Visit.browse(screen["visit_id"])
        self.assertFalse(visit.is_planned)
        self.assertFalse(visit.event_id)
        self.assertEqual(visit.user_id, self.user_own)
        self.assertTrue(visit.interaction_id)

    def test_pressed_twice_it_happens_once(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        with freeze_time("2026-03-04 02:10:00"):
            self.mine.check_in(visit_id=visit.id, position=FAR)
            self.mine.check_in(partner_id=self.customer.id, position=FAR)
            self.mine.check_out(visit.id)
        with freeze_time("2026-03-04 03:00:00"):
            self.mine.check_out(visit.id)
        self.assertEqual(visit.duration, 10)
        self.assertEqual(len(visit.position_ids), 1)
        count = self.env["crm.customer.interaction"].search_count(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertEqual(count, 1)

    def test_one_is_at_one_customer_at_a_time(self):
        self.mine.check_in(visit_id=self._create_visit().id, position=NEAR)
        other = self._create_visit(partner_id=self.nowhere.id)
        with self.assertRaisesRegex(UserError, "Acme Trading"):
            self.mine.check_in(visit_id=other.id, position=NEAR)
        with self.assertRaisesRegex(UserError, "Acme Trading"):
            self.mine.check_in(partner_id=self.nowhere.id, position=NEAR)
        self.assertEqual(other.state, "planned")

    def test_nobody_checks_in_for_another(self):
        visit = self._create_visit()
        for user in (self.user_team, self.user_all, self.user_manager):
            with self.assertRaises(UserError):
                self.Visit.with_user(user).check_in(visit_id=visit.id, position=NEAR)
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        for user in (self.user_team, self.user_all, self.user_manager):
            with self.assertRaises(UserError):
                self.Visit.with_user(user).check_out(visit.id)
            with self.assertRaises(UserError):
                self.Visit.with_user(user).save_report(visit.id, {"name": "x"})
        foreign = self._create_visit(user_id=self.user_team.id, partner_id=self.nowhere.id)
        with self.assertRaises(AccessError):
            self.mine.check_in(visit_id=foreign.id, position=NEAR)

    def test_what_ended_is_not_entered(self):
        visit = self._create_visit()
        visit._close("cancelled", "postponed")
        with self.assertRaises(UserError):
            self.mine.check_in(visit_id=visit.id, position=NEAR)
        with self.assertRaises(UserError):
            self.mine.check_out(visit.id)
        with self.assertRaises(UserError):
            self.mine.check_in(visit_id=self.Visit.search([], order="id desc")[0].id + 999)
        with self.assertRaises(UserError):
            self.mine.check_in(position=NEAR)

    def test_a_report_writes_its_own_fields_only(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        self.mine.save_report(
            visit.id, {"name": "Talk", "user_id": self.user_team.id, "kind": "call"}
        )
        self.assertEqual(visit.interaction_id.name, "Talk")
        self.assertEqual(visit.interaction_id.user_id, self.user_own)
        self.assertEqual(visit.interaction_id.kind, "visit")

    def test_a_meeting_that_is_recorded_already_is_not_recorded_again(self):
        visit = self._create_visit()
        interaction = self.env["crm.customer.interaction"].create(
            {"partner_id": self.customer.id, "kind": "meeting", "user_id": self.user_own.id}
        )
        interaction.event_id = visit.event_id
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        self.assertEqual(visit.interaction_id, interaction)

    def test_recorded_without_a_check_in(self):
        visit = self._create_visit(date_start="2026-03-03 06:00:00")
        action = visit.event_id.with_user(self.user_own).action_crm_log_interaction()
        interactions = self.env["crm.customer.interaction"].with_user(self.user_own)
        interaction = interactions.with_context(**action["context"]).create({})
        self.assertEqual(interaction.kind, "visit")
        self.assertEqual(interaction.duration, 60)
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.interaction_id, interaction)
        self.assertFalse(visit.date_check_in)

    def test_nobody_ends_another_s_visit_by_an_interaction(self):
        visit = self._create_visit(user_id=self.user_team.id)
        self.env["crm.customer.interaction"].with_user(self.user_own).create(
            {
                "partner_id": self.customer.id,
                "kind": "visit",
                "event_id": visit.event_id.id,
            }
        )
        self.assertEqual(visit.state, "planned")

    def test_the_timeline_shows_a_visit_once(self):
        visit = self._create_visit()
        timeline = self.env["crm.timeline"].with_user(self.user_own)
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        with freeze_time("2026-03-04 02:30:00"):
            self.mine.check_out(visit.id, {"name": "Talk"})
        with freeze_time(visit.date_stop + timedelta(days=1)):
            entries = timeline.get_page(self.customer.id)["entries"]
        shown = [entry for entry in entries if entry["model"] in self._happenings()]
        self.assertEqual([entry["model"] for entry in shown], ["crm.customer.interaction"])

    def _happenings(self):
        return ("crm.customer.interaction", "calendar.event", "mail.message")

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from ...tools.sla import replay
from .test_sla_models import SlaCommon


# 4 March 2026 is a Wednesday
@tagged("post_install", "-at_install")
class TestHours(SlaCommon):
    """The team works 8-12 and 13-17; then the afternoon is given up."""

    def _drop_afternoons(self):
        self.calendar.attendance_ids.filtered(lambda slot: slot.hour_from >= 12).unlink()

    def _watch(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_service.sla_cron_watch").method_direct_trigger()

    def test_a_new_team_counts_by_its_hours_from_the_beginning(self):
        self.assertEqual(len(self.team.with_user(self.head)._get_chain()), 1)

    def test_a_version_says_by_what_it_counts(self):
        """A policy without hours of its own counts by those of the team."""
        always = self._create_sla("Always", around_the_clock=True)
        versions = self.env["crm.service.hours"].search([])
        of_team = versions.filtered(lambda one: one.team_id == self.team)
        of_policy = versions.filtered(lambda one: one.sla_id == self.response)
        of_always = versions.filtered(lambda one: one.sla_id == always)
        self.assertEqual(of_team.hours_text, self.calendar.name)
        self.assertEqual(of_policy.hours_text, "The hours of the team")
        self.assertTrue(of_team.is_first)
        self.assertEqual(of_always.hours_text, "All hours")

    def test_changed_hours_wait_until_somebody_applies_them(self):
        ticket = self._open("2026-03-04 10:00:00")
        clock = self._clock(ticket, self.response)
        self._drop_afternoons()
        self._watch("2026-03-04 10:30:00")
        self.assertTrue(self.team.is_hours_waiting)
        with freeze_time("2026-03-04 10:31:00"):
            clock._refresh()
        self.assertEqual(clock.deadline, datetime(2026, 3, 4, 15))

    def test_the_managers_are_told_once(self):
        self._open("2026-03-04 10:00:00")
        self._drop_afternoons()
        self._watch("2026-03-04 10:30:00")
        self._watch("2026-03-04 10:35:00")
        told = self.env["mail.message"].search(
            [
                ("subject", "=like", "Hotline: working hours%"),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertEqual(
            len(told.filtered(lambda message: self.head.partner_id in message.partner_ids)), 1
        )

    @users("service_head")
    def test_the_preview_shows_what_moves_and_applying_keeps_what_was_counted(self):
        """10:00 with 4 h: 2 until 12:00, 2 after 13:00; without afternoons 2 on Thursday."""
        ticket = self._open("2026-03-04 10:00:00")
        clock = self._clock(ticket, self.response)
        self._drop_afternoons()
        with freeze_time("2026-03-04 11:00:00"):
            team = self.team.with_user(self.env.user)
            preview = self._open_dialog_of(team.action_preview_hours())
            move = preview.move_ids.filtered(lambda line: line.sla_id == self.response)
            self.assertEqual(move.deadline, datetime(2026, 3, 4, 15))
            self.assertEqual(move.new_deadline, datetime(2026, 3, 5, 10))
            self.assertEqual(clock.deadline, datetime(2026, 3, 4, 15))
            preview.action_apply()
        self.assertEqual(clock.deadline, datetime(2026, 3, 5, 10))
        self.assertEqual(ticket.deadline, datetime(2026, 3, 5, 10))
        self.assertFalse(team.is_hours_waiting)
        version = self.env["crm.service.hours"].search([("team_id", "=", team.id)], limit=1)
        self.assertEqual(version.user_id, self.env.user)
        self.assertEqual((version.later_count, version.earlier_count), (2, 0))

    def _open_dialog_of(self, action):
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_a_closed_ticket_keeps_its_figures_after_a_change(self):
        ticket = self._open("2026-03-04 10:00:00")
        with freeze_time("2026-03-05 16:00:00"):
            ticket.stage_id = self.stage_solved
        clock = self._clock(ticket, self.resolution)
        shown = clock.read(["elapsed", "deadline", "reached_at", "state"])
        hours = ticket.resolution_hours
        self._drop_afternoons()
        self._watch("2026-03-06 09:00:00")
        with freeze_time("2026-03-09 09:00:00"):
            clock._refresh()
            ticket._count()
        self.assertEqual(clock.read(["elapsed", "deadline", "reached_at", "state"]), shown)
        self.assertEqual(ticket.resolution_hours, hours)

    def test_hours_that_move_no_deadline_hold_at_once(self):
        ticket = self._open("2026-03-04 10:00:00")
        with freeze_time("2026-03-04 11:00:00"):
            ticket.stage_id = self.stage_solved
        self._drop_afternoons()
        self._watch("2026-03-04 11:30:00")
        self.assertFalse(self.team.is_hours_waiting)
        self.assertEqual(self.team.hours_count, 2)

    def test_the_company_may_let_all_changes_hold_at_once(self):
        self.env["ir.config_parameter"].set_param("crm_service.hours_at_once", "True")
        ticket = self._open("2026-03-04 10:00:00")
        self._drop_afternoons()
        self._watch("2026-03-04 11:00:00")
        self.assertEqual(self._clock(ticket, self.response).deadline, datetime(2026, 3, 5, 10))

    def test_hours_that_are_changed_back_do_not_wait_any_more(self):
        self._open("2026-03-04 10:00:00")
        slots = self.calendar.attendance_ids.filtered(lambda slot: slot.hour_from >= 12)
        slots.hour_to = 18
        self._watch("2026-03-04 10:30:00")
        self.assertTrue(self.team.is_hours_waiting)
        slots.hour_to = 17
        self._watch("2026-03-04 10:35:00")
        self.assertFalse(self.team.is_hours_waiting)

    def test_a_ticket_that_moves_to_a_team_with_other_hours_keeps_what_was_counted(self):
        """2 h by the first team until 12:00; the other works 8-10, so 2 h are left for Thursday."""
        ticket = self._open("2026-03-04 10:00:00")
        mornings = self.calendar.copy({"name": "Mornings"})
        mornings.attendance_ids.filtered(lambda slot: slot.hour_from >= 12).unlink()
        mornings.attendance_ids.hour_to = 10
        other = self._create_team("Early Birds", self.agent, resource_calendar_id=mornings.id)
        self.response.team_ids |= other
        with freeze_time("2026-03-04 12:00:00"):
            ticket.team_id = other
        clock = self._clock(ticket, self.response)
        self.assertEqual(clock.elapsed, 7200)
        self.assertEqual(clock.deadline, datetime(2026, 3, 5, 10))

    def test_a_policy_that_gets_hours_of_its_own_asks_first(self):
        ticket = self._open("2026-03-04 16:00:00")
        clock = self._clock(ticket, self.response)
        with freeze_time("2026-03-04 16:30:00"):
            self.response.around_the_clock = True
            self.assertTrue(self.response.is_hours_waiting)
            self.assertEqual(clock.deadline, datetime(2026, 3, 5, 11))
            self.response._apply_hours()
        # half an hour is used, three and a half are left
        self.assertEqual(clock.deadline, datetime(2026, 3, 4, 20))
        self.assertFalse(self.team.is_hours_waiting)

    def test_who_applies_second_changes_nothing(self):
        """Two managers confirm the same preview, an hour apart."""
        clock = self._clock(self._open("2026-03-04 10:00:00"), self.response)
        self._drop_afternoons()
        with freeze_time("2026-03-04 11:00:00"):
            self.team._watch_hours()
            self.team.with_user(self.head)._apply_hours()
        chain, deadline = self.team._get_chain(), clock.deadline
        version = self.env["crm.service.hours"].browse(chain[-1][0])
        with freeze_time("2026-03-04 12:00:00"):
            self.team.with_user(self.leader)._apply_hours()
        self.assertEqual(self.team._get_chain(), chain)
        self.assertEqual(version.date_from, datetime(2026, 3, 4, 11))
        self.assertEqual((version.user_id, version.later_count), (self.head, 2))
        self.assertEqual(clock.deadline, deadline)

    def test_what_is_stored_equals_the_replay_after_changes(self):
        ticket = self._open("2026-03-04 10:00:00")
        self._drop_afternoons()
        with freeze_time("2026-03-04 11:00:00"):
            self.team._watch_hours()
            self.team._apply_hours()
        with freeze_time("2026-03-06 09:00:00"):
            ticket.stage_id = self.stage_waiting
            for clock in ticket.clock_ids:
                entries = clock._entries()
                shown = replay(
                    entries,
                    clock.sla_id._to_policy(),
                    clock._compile(entries),
                    datetime(2026, 3, 6, 9),
                )
                self.assertEqual(clock.elapsed, shown.elapsed)
                self.assertEqual(clock.state, shown.state)

    def test_a_changed_pause_leaves_the_waiting_of_before_uncounted(self):
        """Waiting 9:00-10:00 is not counted; from 11:00 on waiting counts."""
        ticket = self._open("2026-03-04 08:00:00")
        for moment, stage in (("09", self.stage_waiting), ("10", self.stage_progress)):
            with freeze_time(f"2026-03-04 {moment}:00:00"):
                ticket.stage_id = stage
        with freeze_time("2026-03-04 10:30:00"):
            self.resolution.pauses_while_waiting = False
        with freeze_time("2026-03-04 11:00:00"):
            ticket.stage_id = self.stage_waiting
        with freeze_time("2026-03-04 12:00:00"):
            ticket.stage_id = self.stage_progress
        self.assertEqual(self._clock(ticket, self.resolution).elapsed, 3 * 3600)

    @users("service_agent")
    def test_agents_do_not_apply_hours(self):
        with self.assertRaises(AccessError):
            self.team.with_user(self.env.user).action_preview_hours()

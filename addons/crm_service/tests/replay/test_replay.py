from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...models.replay import crm_service_replay_run
from .common import ReplayCommon

TABLES = (
    "crm_service_ticket",
    "crm_service_clock",
    "crm_service_event",
    "crm_service_sla",
    "crm_service_hours",
    "crm_service_team",
    "crm_service_assignment",
    "crm_service_escalation",
    "mail_message",
)


# 4 March 2026 is a Wednesday
@tagged("post_install", "-at_install")
class TestReplay(ReplayCommon):
    def test_a_replay_begins_with_the_policies_as_they_are(self):
        replay = self._make_replay()
        self.assertEqual(replay.policy_ids.sla_id, self.response | self.resolution)
        self.assertEqual(replay.policy_ids.mapped("hours"), [4, 16])
        self.assertFalse(any(replay.policy_ids.mapped("is_changed")))

    def test_what_a_line_does_not_say_is_as_in_the_policy(self):
        self.response.around_the_clock = True
        replay = self._make_replay(
            policy_ids=[Command.create({"sla_id": self.response.id, "hours": 2})]
        )
        line = replay.policy_ids
        self.assertEqual((line.hours, line.warn_minutes), (2, 60))
        self.assertTrue(line.pauses_while_waiting and line.around_the_clock)
        with Form(replay) as form, form.policy_ids.new() as new:
            new.sla_id = self.resolution
            self.assertEqual((new.hours, new.pauses_while_waiting), (16, True))

    def test_the_period_is_ninety_days_unless_said_otherwise(self):
        with freeze_time("2026-03-31 12:00:00"):
            replay = self.env["crm.service.replay"].create({})
        self.assertEqual(str(replay.date_from), "2026-01-01")
        self.assertEqual(str(replay.date_to), "2026-03-31")

    def test_more_hours_keep_what_fewer_missed(self):
        """Four tickets at 8:00, answered after 1, 3, 5 and 7 working hours; 4 h, then 6 h."""
        for hour in ("09", "11", "14", "16"):
            self._answered("2026-03-04 08:00:00", f"2026-03-04 {hour}:00:00")
        replay = self._replay({self.response: {"hours": 6}})
        total = self._total(replay, self.response)
        self.assertEqual((total.ticket_count, total.met_count, total.breached_count), (4, 2, 2))
        self.assertEqual((total.new_met_count, total.new_breached_count), (3, 1))
        self.assertEqual((total.rate, total.new_rate), (0.5, 0.75))
        # Wilson for 2 and 3 of 4, by hand: (p + z²/2n ± z·sqrt(pq/n + z²/4n²)) / (1 + z²/n)
        self.assertAlmostEqual(total.rate_low, 0.1500, 4)
        self.assertAlmostEqual(total.new_rate_low, 0.3006, 4)
        self.assertAlmostEqual(total.new_rate_high, 0.9544, 4)
        self.assertEqual(total.rate_range, "15–85%")
        self.assertEqual((total.median_hours, total.new_median_hours), (4, 4))

    def test_the_list_holds_what_changes_and_opens_it(self):
        kept = self._answered("2026-03-04 08:00:00", "2026-03-04 09:00:00")
        saved = self._answered("2026-03-04 08:00:00", "2026-03-04 14:00:00")
        replay = self._replay({self.response: {"hours": 6}})
        self.assertEqual(replay.ticket_ids.ticket_id, saved)
        self.assertEqual(replay.ticket_ids.verdict, "breached")
        self.assertEqual(replay.ticket_ids.new_verdict, "met")
        self.assertEqual(replay.changed_count, 1)
        action = replay.action_view_changed()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), saved)
        action = replay.ticket_ids.action_view_ticket()
        self.assertEqual(action["res_id"], saved.id)
        self.assertNotIn(kept, replay.ticket_ids.ticket_id)

    def test_months_are_counted_apart_and_together(self):
        self._answered("2026-02-27 08:00:00", "2026-02-27 09:00:00")
        self._answered("2026-03-04 08:00:00", "2026-03-04 14:00:00")
        replay = self._replay({self.response: {"hours": 6}}, date_from="2026-02-01")
        figures = replay.figure_ids.filtered(lambda one: one.sla_id == self.response)
        found = {str(one.month): (one.met_count, one.new_met_count) for one in figures}
        self.assertEqual(found, {"2026-02-01": (1, 1), "2026-03-01": (0, 1), "False": (1, 2)})
        march = figures.filtered(lambda one: str(one.month) == "2026-03-01")
        self.assertEqual(march.period, "March 2026")
        self.assertTrue(march.action_view_changed()["domain"][0][2])
        february = figures.filtered(lambda one: str(one.month) == "2026-02-01")
        self.assertFalse(february.action_view_changed()["domain"][0][2])

    def test_the_period_counts_days_of_the_company(self):
        self.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        self._open("2026-02-28 15:59:00")
        first = self._open("2026-02-28 16:00:00")
        replay = self._make_replay()
        tickets = self.env["crm.service.ticket"].search(replay._get_period())
        self.assertEqual(tickets, first)

    def test_around_the_clock_counts_all_hours(self):
        """16:00 to 9:00 of the next day: 1 + 1 working hours, 17 hours of the clock."""
        self._answered("2026-03-04 16:00:00", "2026-03-05 09:00:00")
        replay = self._replay({self.response: {"around_the_clock": True}})
        total = self._total(replay, self.response)
        self.assertEqual((total.median_hours, total.new_median_hours), (2, 17))
        self.assertEqual((total.met_count, total.new_breached_count), (1, 1))

    def test_another_calendar_of_a_policy_or_of_all(self):
        self._answered("2026-03-04 16:00:00", "2026-03-05 09:00:00")
        calendar = self._always()
        alone = self._replay({self.response: {"resource_calendar_id": calendar.id}})
        self.assertEqual(self._total(alone, self.response).new_median_hours, 17)
        self.assertFalse(
            alone.policy_ids.filtered(lambda line: line.sla_id == self.resolution).is_changed
        )
        everywhere = self._replay(resource_calendar_id=calendar.id)
        self.assertEqual(self._total(everywhere, self.response).new_median_hours, 17)

    def test_a_policy_that_loses_its_own_hours_counts_by_those_of_the_team(self):
        self.response.around_the_clock = True
        self._answered("2026-03-04 16:00:00", "2026-03-05 09:00:00")
        replay = self._replay({self.response: {"around_the_clock": False}})
        total = self._total(replay, self.response)
        self.assertEqual((total.median_hours, total.new_median_hours), (17, 2))

    def test_own_hours_stay_when_those_of_the_teams_would_be_others(self):
        self.response.around_the_clock = True
        self._answered("2026-03-04 16:00:00", "2026-03-05 09:00:00")
        replay = self._replay(resource_calendar_id=self.calendar.id)
        self.assertEqual(self._total(replay, self.response).new_median_hours, 17)

    def test_pause_stages(self):
        """8:00, waiting from 9:00 to 14:00 (4 h), answered at 15:00: 2 h, or 6 h counted all."""
        ticket = self._open("2026-03-04 08:00:00")
        for hour, stage in (("09", self.stage_waiting), ("14", self.stage_progress)):
            with freeze_time(f"2026-03-04 {hour}:00:00"):
                ticket.stage_id = stage
        with freeze_time("2026-03-04 15:00:00"):
            self._answer(ticket)
        runs = self._replay({self.response: {"pauses_while_waiting": False}})
        self.assertEqual(self._total(runs, self.response).median_hours, 2)
        self.assertEqual(self._total(runs, self.response).new_median_hours, 6)
        # what is in progress waits instead: 8:00 to 14:00 without the lunch
        other = self._replay({self.response: {"stage_ids": [Command.set(self.stage_progress.ids)]}})
        self.assertEqual(self._total(other, self.response).new_median_hours, 5)

    def test_an_earlier_warning_warns_more(self):
        self._answered("2026-03-04 08:00:00", "2026-03-04 10:00:00")
        self._sweep("2026-03-05 12:00:00")
        replay = self._replay({self.response: {"warn_minutes": 180}})
        total = self._total(replay, self.response)
        self.assertEqual((total.warned_count, total.new_warned_count), (0, 1))

    def test_nothing_but_the_replay_is_written(self):
        self._answered("2026-03-04 08:00:00", "2026-03-04 14:00:00")
        replay = self._make_replay({self.response: {"hours": 6}}, assignment_method="skill")
        before = self._checksums()
        with freeze_time(self.NOW):
            replay.action_replay()
        self.assertTrue(replay.figure_ids)
        self.assertTrue(replay.person_ids)
        self.assertEqual(self._checksums(), before)

    def _checksums(self):
        self.env.flush_all()
        found = {}
        for table in TABLES:
            self.env.cr.execute(
                f"SELECT count(*), md5(string_agg(one::text, '|' ORDER BY id)) FROM {table} one"
            )
            found[table] = self.env.cr.fetchone()
        return found

    def test_again_replaces_the_figures(self):
        self._answered("2026-03-04 08:00:00", "2026-03-04 14:00:00")
        replay = self._replay({self.response: {"hours": 6}})
        count = len(replay.figure_ids)
        with freeze_time(self.NOW):
            replay.action_replay()
        self.assertEqual(len(replay.figure_ids), count)
        self.assertEqual(replay.changed_count, 1)

    def test_ten_and_a_hundred_tickets_take_the_same_queries(self):
        counts = []
        for number in (10, 90):
            with freeze_time("2026-03-04 08:00:00"):
                self.env["crm.service.ticket"].create(
                    [
                        {"name": "Pump", "team_id": self.team.id, "user_id": self.agent.id}
                        for _one in range(number)
                    ]
                )
            replay = self._make_replay(
                {self.response: {"hours": 6}, self.resolution: {"around_the_clock": True}},
                assignment_method="skill",
            )
            counts.append(self._count_queries(replay))
        self.assertEqual(counts[0], counts[1])

    def _count_queries(self, replay):
        self.env.flush_all()
        with freeze_time(self.NOW):
            replay.policy_ids._get_clocks()._refresh()
            replay.action_replay()  # what is compiled once stays
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            replay.action_replay()
            self.env.flush_all()
        return self.env.cr.sql_log_count - before

    # refusals
    def test_too_much_is_refused_with_what_to_do(self):
        self._open("2026-03-04 08:00:00")
        self.patch(crm_service_replay_run, "LIMIT", 1)
        with self.assertRaisesRegex(UserError, "shorter period"):
            self._replay()

    def test_a_promise_beyond_what_is_known_is_refused(self):
        self._open("2026-03-04 08:00:00")
        with self.assertRaisesRegex(UserError, "shorter time"):
            self._replay({self.response: {"hours": 9999}})

    def test_hours_that_cannot_be_counted_are_refused(self):
        flexible = self.env["resource.calendar"].create(
            {"name": "Flexible", "flexible_hours": True, "attendance_ids": False}
        )
        replay = self._make_replay()
        with self.assertRaisesRegex(ValidationError, "Flexible"):
            replay.resource_calendar_id = flexible
        with self.assertRaisesRegex(ValidationError, "Flexible"):
            replay.policy_ids[0].resource_calendar_id = flexible

    def test_a_period_that_ends_before_it_begins_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._make_replay(date_to="2026-02-01")

    def test_a_manager_replays_and_agents_see_nothing_of_it(self):
        self._answered("2026-03-04 08:00:00", "2026-03-04 14:00:00")
        replay = self._make_replay({self.response: {"hours": 6}}, assignment_method="least_open")
        with freeze_time(self.NOW):
            replay.policy_ids._get_clocks()._refresh()
            replay.with_user(self.head).action_replay()
        self.assertEqual(replay.with_user(self.head).changed_count, 1)
        for user in (self.agent, self.leader):
            with self.assertRaises(AccessError):
                replay.with_user(user).action_replay()
            with self.assertRaises(AccessError):
                replay.ticket_ids.with_user(user).mapped("verdict")
        with self.assertRaises(AccessError):
            replay.figure_ids[0].with_user(self.head).met_count = 9

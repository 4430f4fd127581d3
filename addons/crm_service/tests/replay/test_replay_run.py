from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.replay import crm_service_replay_run
from .common import ReplayCommon

FIGURES = ("sla_id", "month", "ticket_count", "met_count", "new_met_count", "new_median_hours")
VERDICTS = ("ticket_id", "sla_id", "verdict", "new_verdict", "hours", "new_hours")


@tagged("post_install", "-at_install")
class TestReplayRun(ReplayCommon):
    """Six promises on three tickets, replayed two at a time."""

    def setUp(self):
        super().setUp()
        self.patch(crm_service_replay_run, "BATCH", 2)
        for hour in ("09", "14", "16"):
            self._answered("2026-03-04 08:00:00", f"2026-03-04 {hour}:00:00")
        self.asked = self._make_replay({self.response: {"hours": 6}}, assignment_method="skill")
        self.asked.policy_ids._get_clocks()._refresh()

    def _ask(self, user=None):
        """Ask for more than is done at once."""
        self.patch(crm_service_replay_run, "AT_ONCE", 0)
        with freeze_time(self.NOW):
            self.asked.with_user(user or self.head).action_replay()

    def _cron(self):
        with freeze_time(self.NOW), self.enter_registry_test_mode():
            self.env.ref("crm_service.replay_cron").method_direct_trigger()
        self.env.invalidate_all()

    def _outcomes(self):
        return self.env["crm.service.replay.outcome"].search([("replay_id", "=", self.asked.id)])

    def _read(self, records, names):
        return sorted(tuple(str(record[name]) for name in names) for record in records)

    def test_the_background_finds_what_is_found_at_once(self):
        at_once = self.asked.copy()
        with freeze_time(self.NOW):
            at_once.action_replay()
        self.assertEqual(at_once.state, "done")
        self._ask()
        self.assertEqual(self.asked.state, "running")
        self.assertFalse(self.asked.figure_ids)
        self._cron()
        self.assertEqual((self.asked.state, self.asked.clock_count), ("done", 6))
        for name, fields in (("figure_ids", FIGURES), ("ticket_ids", VERDICTS)):
            self.assertTrue(at_once[name])
            self.assertEqual(
                self._read(self.asked[name], fields), self._read(at_once[name], fields)
            )
        self.assertEqual(len(self.asked.person_ids), len(at_once.person_ids))
        self.assertEqual(self.asked.date_replayed, at_once.date_replayed)
        self.assertFalse(self._outcomes())

    def test_progress_is_shown_batch_by_batch(self):
        self._ask()
        self.assertEqual((self.asked.planned_count, self.asked.progress), (6, 0))
        self.assertTrue(self.asked._go_on())
        self.assertEqual((len(self._outcomes()), round(self.asked.progress)), (2, 33))
        self.assertTrue(self.asked._go_on())
        self.assertEqual(round(self.asked.progress), 67)

    def test_who_asked_is_told(self):
        self._ask()
        told = []
        users = type(self.env["res.users"])
        with patch.object(users, "_bus_send", lambda user, *args: told.append((user, *args))):
            self._cron()
        [(user, _kind, params)] = [one for one in told if one[1] == "simple_notification"]
        self.assertEqual((user, params["message"]), (self.head, "The replay is done."))

    def test_cancelled_it_keeps_nothing_and_says_who_did_it(self):
        self._ask()
        self.asked._go_on()
        self.asked.with_user(self.head).action_cancel()
        self.assertEqual(self.asked.state, "stopped")
        self.assertIn(self.head.name, self.asked.note)
        self.assertFalse(self._outcomes())
        self._cron()
        self.assertEqual(self.asked.state, "stopped")
        self.assertFalse(self.asked.figure_ids)

    def test_after_a_cancel_it_begins_anew(self):
        self._ask()
        self.asked._go_on()
        self.asked.action_cancel()
        self._ask()
        self._cron()
        self.assertEqual((self.asked.state, self.asked.clock_count), ("done", 6))
        self.assertFalse(self.asked.note)

    def test_what_runs_is_neither_changed_nor_deleted_nor_begun_again(self):
        self._ask()
        line = self.asked.policy_ids[0]
        for act in (
            lambda: self.asked.write({"date_to": "2026-04-01"}),
            lambda: self.asked.write({"team_ids": [Command.clear()]}),
            lambda: line.write({"hours": 1}),
            lambda: line.unlink(),
            lambda: self.asked.unlink(),
            lambda: self.asked.action_replay(),
        ):
            with self.assertRaisesRegex(UserError, "Cancel it"), self.cr.savepoint():
                act()
        self.asked.name = "A name may change"

    def test_what_cannot_be_replayed_stops_and_says_why(self):
        self.asked.policy_ids[0].hours = 9999
        self._ask()
        self._cron()
        self.assertEqual(self.asked.state, "stopped")
        self.assertIn("shorter time", self.asked.note)
        self.assertFalse(self._outcomes())

    def test_it_runs_with_the_rights_of_who_asked(self):
        self._ask()
        self.head.group_ids -= self.env.ref("crm_service.group_service_manager")
        self._cron()
        self.assertEqual(self.asked.state, "stopped")
        self.assertTrue(self.asked.note)

    def test_agents_do_not_cancel(self):
        self._ask()
        for user in (self.agent, self.leader):
            with self.assertRaises(AccessError):
                self.asked.with_user(user).action_cancel()

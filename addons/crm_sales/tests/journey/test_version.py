from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import START, JourneyCommon


@tagged("post_install", "-at_install")
class TestVersion(JourneyCommon):
    def setUp(self):
        super().setUp()
        self.early = self._create_member("Early")
        self.journey = self._create_journey(["mail", ("wait", {"wait_count": 5}), "tag"])
        self._start(self.journey)
        self._run()

    def _change(self):
        """Write the second version: a call instead of the tag."""
        with self._later(days=1):
            self.journey.action_change_steps()
            last = self.journey.step_ids.sorted()[2]
            last.write({"kind": "activity", "activity_type_id": self.call.id, "name": "Call"})

    def test_steps_that_people_go_through_are_not_changed(self):
        with self.assertRaisesRegex(UserError, "Change Steps"):
            self.journey.step_ids[0].wait_count = 8
        with self.assertRaisesRegex(UserError, "Change Steps"):
            self.journey.step_ids[0].unlink()
        with self.assertRaisesRegex(UserError, "Change Steps"):
            self.journey.write({"step_ids": [(0, 0, {"name": "More", "kind": "wait"})]})

    def test_their_names_may_be_corrected(self):
        self.journey.step_ids[0].name = "Better"

    def test_who_has_entered_goes_on_in_the_version_of_the_entry(self):
        self._change()
        self.journey.action_publish()
        late = self._create_member("Late")
        self._run(days=2)
        self._run(days=8)
        self.assertEqual(self._get_run(self.early).version, 1)
        self.assertIn(self.tag, self.early.category_id)
        self.assertFalse(self.early.activity_ids)
        self.assertEqual(self._get_run(late).version, 2)
        self.assertEqual(late.activity_ids.summary, "Call")

    def test_until_it_is_in_force_one_enters_the_old_version(self):
        self._change()
        late = self._create_member("Late")
        self._run(days=2)
        self.assertEqual(self._get_run(late).version, 1)
        self.assertTrue(self.journey.is_changing)

    def test_participants_are_moved_by_hand_and_sent_nothing_twice(self):
        self._change()
        self.journey.action_publish()
        self.assertEqual(self.journey.old_run_count, 1)
        with self._later(days=1):
            self.journey.with_user(self.marketer).action_move_participants()
        self.env.invalidate_all()
        self.assertEqual(self.journey.old_run_count, 0)
        self._run(days=8)
        self.assertEqual(self.early.activity_ids.summary, "Call")
        self.assertEqual(len(self._mails(self.early)), 1)

    def test_back_at_a_step_that_was_done_nothing_is_sent(self):
        """Even if somebody is put back to the beginning."""
        run = self._get_run(self.early)
        run.write({"step_id": self.journey.step_ids.sorted()[0].id, "date_due": START})
        self._run(days=1)
        self.assertEqual(len(self._mails(self.early)), 1)
        self.assertEqual(run.step_id.kind, "wait")

    def test_who_stands_at_a_step_that_is_gone_leaves(self):
        with self._later(days=1):
            self.journey.action_change_steps()
            self.journey.step_ids.sorted()[1].unlink()
            self.journey.action_publish()
            self.journey.action_move_participants()
        self.assertEqual(self._get_run(self.early).reason, "moved")

    def test_changes_can_be_discarded(self):
        self._change()
        self.journey.action_discard_changes()
        self.assertEqual(self.journey.step_ids.sorted().mapped("kind"), ["mail", "wait", "tag"])
        self.assertFalse(self.journey.is_changing)

    def test_a_branch_of_the_copy_leads_to_the_copies(self):
        journey = self._create_journey(["branch", "mail", "end", "tag"])
        steps = journey.step_ids.sorted()
        steps[0].no_id = steps[3]
        self._start(journey)
        journey.action_change_steps()
        copied = journey.step_ids.sorted()
        self.assertEqual(copied[0].no_id, copied[3])
        self.assertNotEqual(copied[3], steps[3])
        self.assertEqual(copied.mapped("lineage"), steps.mapped("lineage"))

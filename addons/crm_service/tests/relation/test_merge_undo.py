from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AFTERNOON, MORNING, NOON, RelationCommon


@tagged("post_install", "-at_install")
class TestMergeUndo(RelationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loser = cls._create_at(MORNING, "Twin", email_cc="boss@acme.example.com")
        cls.survivor = cls._create_at(NOON)

    def _merge(self):
        return self.survivor._merge(self.loser)

    @freeze_time(AFTERNOON)
    def test_everything_is_as_it_was(self):
        """All columns of all tables but who wrote last, and when."""
        self._fill(self.loser)
        self._fill(self.survivor)
        self._create_ticket("Child", parent_id=self.loser.id)
        self.loser.with_user(self.agent)._answer("We come")
        (self.loser | self.survivor).clock_ids._refresh()
        before = self._snapshot()
        merge = self._merge()
        self.assertNotEqual(self._checksum("mail_message"), before["mail_message"])
        action = merge.action_undo()
        self.assertUnchanged(before)
        self.assertEqual(merge.state, "undone")
        self.assertFalse(merge.left_text)
        self.assertEqual(action["params"]["type"], "success")

    @freeze_time(AFTERNOON)
    def test_three_tickets_go_back_one_by_one(self):
        third = self._create_at(NOON, "Third")
        self._fill(third)
        self._fill(self.loser)
        (self.loser | self.survivor | third).clock_ids._refresh()
        before = self._snapshot()
        merges = self.survivor._merge(self.loser | third)
        self.assertEqual(len(merges), 2)
        with self.assertRaisesRegex(UserError, "Undo that first"):
            merges.sorted("id")[0].action_undo()
        merges.action_undo()
        self.assertUnchanged(before)

    @freeze_time(AFTERNOON)
    def test_what_was_touched_since_stays_and_is_named(self):
        self._fill(self.loser)
        message = self.loser.message_ids.filtered(lambda each: each.message_type == "email")
        merge = self._merge()
        self.survivor.time_ids.unlink()
        self.survivor.email_cc = "new@acme.example.com"
        other = self._create_ticket("Third")
        self.survivor.with_context(tracking_disable=True)._split(message)
        action = merge.action_undo()
        self.assertIn("Time Spent: 1", merge.left_text)
        self.assertIn("Message: 1", merge.left_text)
        self.assertIn("Email cc", merge.left_text)
        self.assertIn("touched since", action["params"]["message"])
        self.assertEqual(self.survivor.email_cc, "new@acme.example.com")
        self.assertNotIn(message, self.loser.message_ids | other.message_ids)
        self.assertTrue(self.loser.activity_ids)

    def test_what_is_said_after_the_merge_stays_with_the_survivor(self):
        with freeze_time(AFTERNOON):
            merge = self._merge()
        with freeze_time("2026-03-02 07:00:00"):
            self.survivor.with_user(self.agent)._answer("We come")
        with freeze_time("2026-03-02 08:00:00"):
            merge.action_undo()
        self.assertEqual(str(self.survivor.date_first_response), "2026-03-02 07:00:00")
        self.assertEqual(str(self.survivor.date_opened), NOON)
        self.assertEqual(self.survivor.clock_ids.state, "met")
        self.assertTrue(self.loser.clock_ids.is_breached)

    @freeze_time(AFTERNOON)
    def test_it_is_undone_once(self):
        merge = self._merge()
        merge.action_undo()
        with self.assertRaisesRegex(UserError, "undone already"):
            merge.action_undo()

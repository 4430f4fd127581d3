from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import SwotCommon


@tagged("post_install", "-at_install")
class TestSwot(SwotCommon):
    def test_a_score_is_weight_times_rating(self):
        self.points[0].write({"weight": "4", "rating": "5"})
        self.assertEqual(self.points[0].score, 20)

    def test_the_subject_is_said(self):
        self.assertEqual(self.swot.subject_name, self.env.company.display_name)
        with self.assertRaisesRegex(ValidationError, "Segment"):
            self.swot.subject = "segment"

    def test_an_empty_draft_is_not_published(self):
        empty = self.env["crm.sales.swot"].create({"name": "Empty"})
        with self.assertRaises(UserError):
            empty.action_publish()
        self.swot.action_publish()
        self.assertEqual(self.swot.state, "current")

    def test_a_revision_keeps_the_old_one_as_it_was(self):
        self.swot.action_publish()
        going = self._create_action(0, 2)
        self._create_action(1, 3, name="Finished").state = "done"
        draft = self.swot.browse(self.swot.action_revise()["res_id"])
        self.assertEqual((draft.version, draft.previous_id, draft.state), (2, self.swot, "draft"))
        self.assertEqual(
            draft.item_ids.sorted("id").mapped("name"), self.points.sorted("id").mapped("name")
        )
        self.assertEqual(draft.action_ids.mapped("name"), ["Trial cell"])
        self.assertEqual(draft.action_ids.strategy, "so")
        self.assertFalse(draft.action_ids.item_ids & going.item_ids)
        self.assertEqual(
            set(draft.action_ids.item_ids.mapped("name")), set(going.item_ids.mapped("name"))
        )
        self.assertEqual(self.swot.state, "current")
        draft.action_publish()
        self.assertEqual(self.swot.state, "replaced")
        for change in (
            lambda: self.swot.write({"name": "Changed"}),
            lambda: self.points[0].write({"name": "Changed"}),
            lambda: self.points[0].unlink(),
            lambda: self.points[0].copy(),
        ):
            with self.assertRaisesRegex(UserError, "stays"):
                change()

    def test_revising_twice_opens_the_same_draft(self):
        self.swot.action_publish()
        first, second = (self.swot.action_revise()["res_id"] for _time in range(2))
        self.assertEqual(first, second)

    def test_only_drafts_are_deleted(self):
        self.swot.action_publish()
        with self.assertRaises(UserError):
            self.swot.unlink()

    def test_an_action_is_a_task_of_its_owner_until_it_is_done(self):
        action = self._create_action(1, 3)
        self.assertEqual(action.strategy, "wt")
        self.assertEqual(action.activity_ids.user_id, self.seller)
        self.assertEqual(str(action.activity_ids.date_deadline), "2030-06-01")
        action.write({"user_id": self.leader.id, "date_due": "2030-07-01"})
        self.assertEqual(action.activity_ids.user_id, self.leader)
        self.assertEqual(str(action.activity_ids.date_deadline), "2030-07-01")
        action.state = "done"
        self.assertFalse(action.activity_ids)
        self.assertTrue(action.date_done)

    def test_an_action_joins_points_of_its_own_analysis(self):
        other = self.swot.copy()
        with self.assertRaises(ValidationError):
            self._create_action(0, swot_id=other.id)

    def test_its_owner_says_that_an_action_is_done_and_nobody_else_who_reads(self):
        action = self._create_action(0, 2)
        with self.assertRaises(AccessError):
            action.with_user(self.leader).action_done()
        with self.assertRaises(AccessError):
            action.with_user(self.seller).name = "Changed"
        action.with_user(self.seller).action_done()
        self.assertEqual(action.state, "done")

    def test_overdue_actions_are_found(self):
        late = self._create_action(0, date_due="2020-01-01")
        done = self._create_action(0, date_due="2020-01-01", state="done")
        found = late.search([("is_late", "=", True), ("swot_id", "=", self.swot.id)])
        self.assertEqual(found, late)
        self.assertEqual((late.is_late, done.is_late), (True, False))

    def test_the_owner_is_reminded_once_two_weeks_before(self):
        today = fields.Date.context_today(self.swot)
        self.swot.action_publish()
        self.swot.write({"date": today, "date_review": today + timedelta(days=14)})
        later = self.swot.copy({"user_id": self.marketer.id})
        later.action_publish()
        later.date_review = today + timedelta(days=15)
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_sales.ir_cron_swot_remind")
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(self.swot.activity_ids.user_id, self.marketer)
        self.assertEqual(len(self.swot.activity_ids), 1)
        self.assertFalse(later.activity_ids)

    def test_a_new_day_of_review_is_reminded_of_again(self):
        self.swot.date_reminded = self.swot.date_review
        self.swot.date_review += timedelta(days=30)
        self.assertFalse(self.swot.date_reminded)

    def test_all_four_columns_stand_on_the_board(self):
        self.points[1:].unlink()
        items = self.env["crm.sales.swot.item"]
        items = items.with_context(read_group_expand=True)
        groups = items.web_read_group([("swot_id", "=", self.swot.id)], ["quadrant"])["groups"]
        self.assertEqual(len(groups), 4)

    def test_who_sells_reads_and_marketing_writes(self):
        self.assertEqual(self.swot.with_user(self.seller).name, "Cobots")
        with self.assertRaises(AccessError):
            self.points[0].with_user(self.seller).name = "Changed"
        self.points[0].with_user(self.marketer).name = "Service in two hours"

    def test_what_a_leaver_answers_for_is_handed_over(self):
        action = self._create_action(0, 2)
        self._create_action(0, 2, state="done")
        sources = {source.key: source for source in self.env["crm.handover"]._handover_sources()}
        source = sources["swot_action"]
        domain = [*source.domain, (source.field, "=", self.seller.id)]
        found = self.env[source.model].search([*domain, ("swot_id", "=", self.swot.id)])
        self.assertEqual(found, action)
        self.assertLess({"swot", "study"}, sources.keys())

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .review_common import MANAGER, OWN, ROLE, ReviewCommon


@tagged("post_install", "-at_install")
class TestAccessReview(ReviewCommon):
    @freeze_time("2026-11-05 10:00:00")
    def test_a_new_review_is_of_the_last_quarter(self):
        form = Form(self.env["crm.access.review"].with_user(self.ann))
        self.assertEqual((form.year, form.quarter), (2026, "3"))
        self.assertEqual(form.reviewer_ids.ids, self.ann.ids)
        review = form.save()
        self.assertEqual(review.name, "Access Review 2026 Q3")
        self.assertEqual((review.date_from, review.date_to), (date(2026, 7, 1), date(2026, 9, 30)))
        self.assertEqual(review.date_deadline, date(2026, 12, 5))
        self.assertEqual(review.state, "draft")

    def test_one_reviewer_reads_from_the_draft_on_that_it_takes_two(self):
        form = Form(self.env["crm.access.review"].with_user(self.ann))
        self.assertIn("Ann reviews alone", form.alone_warning)
        self.assertIn("Ben", form.alone_warning)
        form.reviewer_ids.add(self.ben)
        self.assertFalse(form.alone_warning)
        form.reviewer_ids.remove(self.ann.id)
        self.assertIn("Ben reviews alone", form.alone_warning)
        review = form.save()
        review.action_start()
        self.assertIn("Ben reviews alone", review.alone_warning)
        review.reviewer_ids |= self.ann
        self.assertFalse(review.alone_warning)

    def test_the_only_manager_of_access_reads_what_to_do(self):
        elsewhere = {"company_ids": self.company_b.ids, "company_id": self.company_b.id}
        (self.ben | self.admin).write(elsewhere)
        review = self._create_review(reviewer_ids=[Command.set(self.ann.ids)])
        self.assertIn("Give a second person", review.with_user(self.ann).alone_warning)
        # and so it is: the own grants stay undecided
        review.with_user(self.ann).action_start()
        with self.assertRaisesRegex(UserError, "another reviewer must"):
            self._lines(review, self.ann).with_user(self.ann).action_confirm()

    def test_a_second_reviewer_who_left_is_none(self):
        review = self._create_review()
        self.assertFalse(review.alone_warning)
        self.ben.active = False
        self.assertIn("Ann reviews alone", review.alone_warning)

    def test_starting_drafts_a_line_per_person_and_grant(self):
        review = self._create_started()
        self.assertEqual(review.state, "review")
        found = {(line.user_id, line.group_id) for line in review.line_ids}
        expected = [
            *((user, MANAGER) for user in (self.ann, self.ben)),
            (self.seller, ROLE),
            (self.leaver, OWN),
        ]
        self.assertEqual(found, {(user, self.env.ref(name)) for user, name in expected})
        line = self._lines(review, self.seller)
        self.assertEqual(line.user_name, "Sally")
        self.assertEqual(line.group_name, "CRM Role / Sales Representative")
        self.assertEqual(line.granted_by_id, self.env.user)
        self.assertEqual(line.date_granted, self.env.cr.now().date())
        self.assertEqual(line.usage, "used", "lately granted")
        self.assertFalse(line.date_login)
        self.assertFalse(line.is_archived)
        self.assertTrue(self._lines(review, self.leaver).is_archived)
        self.assertEqual(review.activity_ids.user_id, self.ann | self.ben)

    def test_the_last_log_in_and_an_unused_grant_are_told(self):
        self.env["res.users.log"].with_user(self.seller).sudo().create({})
        self.env["crm.access.grant"].flush_model()
        self.env.cr.execute("UPDATE crm_access_grant SET date = date - INTERVAL '200 days'")
        line = self._lines(self._create_started(), self.seller)
        self.assertTrue(line.date_login)
        self.assertEqual(line.usage, "unused")

    def test_restrictions_are_no_grants(self):
        self.seller.group_ids = [Command.link(self.env.ref("crm_customer.group_masked").id)]
        line = self._lines(self._create_started(), self.seller)
        self.assertEqual(line.group_id, self.env.ref(ROLE))

    def test_leavers_are_listed_with_what_they_left(self):
        customer = self._create_customer(user_id=self.leaver.id, company_id=self.company.id)
        self.env["crm.lead"].create(
            {"name": "Left", "user_id": self.leaver.id, "company_id": self.company.id}
        )
        elsewhere = {"user_id": self.leaver.id, "company_id": self.company_b.id}
        self._create_customer("Elsewhere", **elsewhere)
        self.assertTrue(customer)
        leaver = self._create_started().leaver_ids
        self.assertEqual(leaver.user_id, self.leaver)
        self.assertEqual((leaver.group_count, leaver.work_count), (1, 2))
        self.assertEqual(leaver.date_archived, self.env.cr.now().date())
        action = leaver.action_hand_over()
        form = Form(self.env["crm.handover"].with_context(**action["context"]))
        self.assertEqual(form.user_id, self.leaver)

    def test_who_left_nothing_is_not_listed(self):
        self.leaver.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.assertFalse(self._create_started().leaver_ids)

    def test_many_people_take_no_more_queries(self):
        def measure(quarter, count):
            for number in range(count):
                self._create_colleague(f"review_{quarter}_{number}", OWN)
            review = self._create_review(quarter=quarter)
            # the first look fills what is cached for everybody, and emptied with each new user
            for _look in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.assertTrue(review._line_values())
                self.assertTrue(review._leaver_values())
            return self.cr.sql_log_count - before

        self.assertEqual(measure("2", 10), measure("3", 30))

    def test_confirming_and_finishing_changes_nobodys_access(self):
        before = self.seller.group_ids
        review = self._create_started()
        self.assertEqual(review.undecided_count, 4)
        self._lines(review, self.seller).action_confirm()
        self.assertEqual(review.progress, 25)
        self._decide_all(review)
        review.action_finish()
        self.assertEqual(review.state, "done")
        self.assertEqual(review.done_user_id, self.ann)
        self.assertEqual(self.seller.group_ids, before)
        self.assertFalse(review.activity_ids)
        self.assertEqual(self._lines(review, self.ann).decision_user_id, self.ben)

    def test_undecided_grants_hold_the_review_open(self):
        review = self._create_started()
        self._lines(review, self.seller).action_confirm()
        with self.assertRaisesRegex(UserError, "3 grants are undecided"):
            review.action_finish()

    def test_nobody_decides_on_the_own_grants(self):
        review = self._create_started()
        own = self._lines(review, self.ann)
        for act in (own.action_confirm, review.line_ids.action_confirm):
            with self.assertRaisesRegex(UserError, "own grants"):
                act()
        with self.assertRaisesRegex(UserError, "own grants"):
            self._withdraw(own)

    def test_only_reviewers_decide_and_finish(self):
        review = self._create_started(reviewer_ids=[Command.set(self.ann.ids)])
        line = self._lines(review, self.seller).with_user(self.ben)
        with self.assertRaisesRegex(UserError, "Only its reviewers"):
            line.action_confirm()
        with self.assertRaisesRegex(UserError, "Only its reviewers"):
            review.with_user(self.ben).action_finish()

    def test_a_withdrawal_wants_a_reason(self):
        review = self._create_started()
        with self.assertRaisesRegex(UserError, "reason"):
            self._withdraw(self._lines(review, self.seller), " ")

    def test_a_decision_may_be_changed_until_the_end(self):
        review = self._create_started()
        line = self._lines(review, self.seller)
        self._withdraw(line)
        line.action_confirm()
        self.assertEqual((line.decision, line.reason), ("confirm", False))
        self._decide_all(review)
        review.action_finish()
        with self.assertRaisesRegex(UserError, "no longer at this step"):
            line.action_confirm()

    def test_starting_twice_or_without_reviewer_is_refused(self):
        review = self._create_started()
        with self.assertRaisesRegex(UserError, "no longer at this step"):
            review.action_start()
        nobody = self._create_review(quarter="1", reviewer_ids=[Command.clear()])
        with self.assertRaisesRegex(UserError, "Say who reviews"):
            nobody.action_start()

    def test_a_reviewer_holds_the_right_and_works_there(self):
        for quarter, user in (("1", self.seller), ("2", self.user_manager)):
            with self.assertRaisesRegex(ValidationError, "cannot review"):
                self._create_review(quarter=quarter, reviewer_ids=[Command.set(user.ids)])

    @mute_logger("odoo.sql_db")
    def test_a_quarter_is_reviewed_once(self):
        self._create_review()
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_review()
        self.assertTrue(self._create_review(company_id=self.company_b.id, reviewer_ids=[]))

    @mute_logger("odoo.sql_db")
    def test_a_year_has_four_digits(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_review(year=26)

    def test_what_was_started_is_kept_and_its_period_stays(self):
        draft = self._create_review(quarter="1").with_user(self.ann)
        draft.year = 2025
        draft.unlink()
        review = self._create_started()
        review.note = "Looks well"
        with self.assertRaisesRegex(UserError, "evidence"):
            review.unlink()
        with self.assertRaisesRegex(UserError, "Too late"):
            review.year = 2025
        self._decide_all(review)
        review.action_finish()
        with self.assertRaisesRegex(UserError, "Too late"):
            review.note = "Does not"

    def test_what_the_system_alone_writes_is_refused(self):
        review = self._create_started()
        with self.assertRaises(AccessError):
            review.state = "done"
        with self.assertRaises(AccessError):
            review.line_ids[0].decision = "confirm"
        with self.assertRaises(AccessError):
            review.line_ids[0].unlink()

    def test_administrators_review_and_users_do_not_see_it(self):
        review = self._create_review(reviewer_ids=[Command.set((self.ann | self.admin).ids)])
        review.with_user(self.admin).action_start()
        review.line_ids.with_user(self.admin).action_confirm()
        review.with_user(self.admin).action_finish()
        self.assertEqual(review.state, "done")
        for user in (self.seller, self.user_all):
            with self.assertRaises(AccessError):
                review.with_user(user).read(["state"])

    def test_the_review_of_another_company_is_out_of_sight(self):
        review = self._create_started()
        foreign = review.with_user(self.user_manager)
        self.assertFalse(foreign.search([("id", "=", review.id)]))
        self.assertFalse(review.line_ids.with_user(self.user_manager).search([]) & review.line_ids)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            review.line_ids.with_user(self.user_manager).action_confirm()

    def test_who_works_in_two_companies_is_reviewed_in_both(self):
        self.seller.company_ids += self.company_b
        reviewer = self._create_user(
            "review_b",
            MANAGER,
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        other = self._create_review(
            company_id=self.company_b.id, reviewer_ids=[Command.set(reviewer.ids)]
        )
        other.with_user(reviewer).action_start()
        self.assertIn(self.seller, other.line_ids.user_id)
        self.assertNotIn(self.ann, other.line_ids.user_id)
        self.assertIn(self.seller, self._create_started().line_ids.user_id)

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .review_common import MANAGER, OWN, ROLE, ReviewCommon


@tagged("post_install", "-at_install")
class TestAccessReviewWithdraw(ReviewCommon):
    def _finish(self, review):
        self._decide_all(review)
        review.action_finish()

    def test_a_withdrawn_group_goes_at_the_end_and_the_log_says_so(self):
        review = self._create_started()
        line = self._lines(review, self.seller)
        self._withdraw(line, "Moved to service")
        self.assertTrue(self.seller.has_group(ROLE))
        self._finish(review)
        self.assertFalse(self.seller.has_group(OWN))
        self.assertTrue(line.is_removed)
        log = self.env["crm.access.grant"].search(
            [("user_id", "=", self.seller.id), ("kind", "=", "revoked"), ("is_direct", "=", True)]
        )
        self.assertEqual(log.group_id, self.env.ref(ROLE))
        self.assertEqual(log.actor_id, self.ann)
        self.assertEqual(log.reason, "Access Review 2026 Q3: Moved to service")

    def test_a_selection_is_withdrawn_at_once(self):
        review = self._create_started()
        lines = self._lines(review, self.seller) | self._lines(review, self.leaver)
        self._withdraw(lines)
        self._finish(review)
        self.assertFalse((self.seller | self.leaver).filtered(lambda user: user.has_group(OWN)))
        self.assertEqual(review.withdrawn_count, 2)

    def test_who_loses_a_role_stays_an_employee_and_bound(self):
        self.seller.group_ids = [Command.link(self.env.ref(OWN).id)]
        review = self._create_started()
        role = self._lines(review, self.seller).filtered(
            lambda line: line.group_id == self.env.ref(ROLE)
        )
        self._withdraw(role)
        self._finish(review)
        for name in ("base.group_user", "crm_customer.group_bound", OWN):
            self.assertTrue(self.seller.has_group(name), name)
        self.assertFalse(self.seller.has_group(ROLE))
        self.assertFalse(self.seller.share)

    def test_what_is_gone_already_is_not_taken_again(self):
        review = self._create_started()
        line = self._lines(review, self.seller)
        self._withdraw(line)
        self.seller.group_ids = [Command.unlink(self.env.ref(ROLE).id)]
        self._finish(review)
        self.assertFalse(line.is_removed)

    def test_the_picture_of_unused_grants_follows(self):
        self.env["crm.access.holding"]._rebuild()
        review = self._create_started()
        self._withdraw(self._lines(review, self.seller))
        self._finish(review)
        self.assertFalse(self.env["crm.access.holding"].search([("user_id", "=", self.seller.id)]))

    def _leave_only(self, users):
        """Let nobody but ``users`` hold the manager level."""
        manager = self.env.ref(MANAGER)
        others = manager.all_user_ids.filtered(lambda user: user.active) - users
        others.group_ids = [Command.unlink(manager.id)]

    def test_somebody_is_left_to_manage_access(self):
        self._leave_only(self.ann | self.ben)
        review = self._create_started()
        self._withdraw(self._lines(review, self.ben))
        with self.assertRaisesRegex(UserError, "Somebody must be left"):
            self._withdraw(self._lines(review, self.ann).with_user(self.ben))

    def test_the_last_manager_is_asked_for_again_at_the_end(self):
        review = self._create_started()
        self._withdraw(self._lines(review, self.ben))
        self._decide_all(review)
        self._leave_only(self.ben)
        # Ann was a manager when she decided, and is reviewer still
        self.ann.group_ids = [Command.link(self.env.ref("base.group_erp_manager").id)]
        with self.assertRaisesRegex(UserError, "Somebody must be left"):
            review.action_finish()
        self.assertTrue(self.ben.has_group(MANAGER))

    def test_managers_do_not_take_from_administrators(self):
        self.admin.group_ids = [Command.link(self.env.ref(OWN).id)]
        review = self._create_started()
        line = self._lines(review, self.admin)
        line.action_confirm()
        with self.assertRaisesRegex(UserError, "administers access"):
            self._withdraw(line)
        self.ben.group_ids = [Command.link(self.env.ref("base.group_erp_manager").id)]
        self._withdraw(line.with_user(self.ben))
        self._finish(review)
        self.assertFalse(self.admin.has_group(OWN))

    def test_managers_do_not_take_from_who_works_beyond_their_companies(self):
        self.seller.company_ids += self.company_b
        review = self._create_started()
        with self.assertRaisesRegex(UserError, "also works in Second company"):
            self._withdraw(self._lines(review, self.seller))
        self.ann.company_ids += self.company_b
        self._withdraw(self._lines(review, self.seller))
        self._finish(review)
        self.assertFalse(self.seller.has_group(ROLE))

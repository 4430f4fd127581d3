from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestApprovalMerge(ApprovalCommon):
    def test_a_merged_customer_keeps_its_approvals_and_one_is_pending(self):
        twin = self._create_customer("Acme Trading Ltd")
        kept = self._ask(50_000)
        other = self._ask(60_000, customer=twin)
        old = self._ask(70_000, customer=self._create_customer("Acme 3"))
        self._decide(old, self.leader, "refused", "No")
        third = self.env["res.partner"].browse(old.res_id)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.customer | twin | third).ids, self.customer
        )
        found = kept | other | old
        self.assertEqual(set(found.mapped("res_id")), {self.customer.id})
        self.assertEqual(found.mapped("state"), ["pending", "outdated", "refused"])

    def test_erasing_a_person_takes_the_words_and_keeps_the_decision(self):
        approval = self._ask()
        self._decide(approval, self.leader, comment="Acme pays well")
        approval._crm_erase_records("Erased 1")
        self.assertEqual(approval.subject, "Erased 1")
        self.assertFalse(approval.description or approval.reason)
        self.assertFalse(
            any(approval.log_ids.mapped("comment") + approval.line_ids.mapped("comment"))
        )
        self.assertEqual(approval.line_ids.decided_by_id, self.leader)
        self.assertEqual(approval.state, "approved")

    def test_a_person_is_told_of_the_approvals(self):
        approval = self._ask()
        titles = [
            item[1] for item in self.customer.sudo()._crm_personal_data() if item[0] == "Approvals"
        ]
        self.assertEqual(titles, [approval])

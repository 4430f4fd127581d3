from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxBranch(MailboxCommon):
    def test_a_mail_of_a_branch_to_a_customer_of_its_company_is_filed(self):
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.env.company.id}
        )
        self.customer.company_id = self.env.company
        self.seller.write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        mail = self._send()
        self.assertEqual(mail.state, "filed")
        self.assertEqual(mail.interaction_ids.company_id, branch)

    def test_a_mail_that_cannot_be_filed_waits(self):
        def fail(*_args):
            raise ValidationError("another app refuses")

        with patch.object(type(self.Mails), "_create_interaction", fail):
            mail = self._send()
        self.assertEqual(mail.state, "review")
        self.assertTrue(mail.source)

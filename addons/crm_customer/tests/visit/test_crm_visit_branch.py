from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitBranch(VisitCommon):
    def test_somebody_of_a_branch_checks_in_at_a_customer_of_its_company(self):
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.env.company.id}
        )
        self.customer.company_id = self.env.company
        self.user_own.write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        mine = self.Visit.with_user(self.user_own).with_company(branch)
        mine.get_screen(partner_id=self.customer.id)
        screen = mine.check_in(partner_id=self.customer.id, position=NEAR)
        self.assertEqual(self.Visit.browse(screen["visit_id"]).company_id, branch)

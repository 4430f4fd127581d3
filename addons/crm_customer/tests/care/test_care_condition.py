from odoo.fields import Command
from odoo.tests import tagged

from .common import CareCommon


@tagged("post_install", "-at_install")
class TestCareCondition(CareCommon):
    def _create_author(self):
        return self._create_user(
            "care_author",
            "crm_customer.group_customer_manager",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def test_a_condition_tells_nothing_that_its_author_may_not_see(self):
        author = self._create_author()
        self.customer.company_id = False
        self._create_contact("Secret", company_id=self.company_b.id)
        rule = (
            self.env["crm.care.rule"]
            .with_user(author)
            .create(
                {
                    "name": "Probe",
                    "company_id": self.company.id,
                    "occasion_ids": [Command.set(self.womens_day.ids)],
                    "domain": "[('child_ids.name', 'like', 'Secret')]",
                }
            )
        )
        self._plan(rule.sudo())
        self.assertFalse(self._acts())
        rule.domain = "[('child_ids.name', 'like', 'Wang')]"
        self._plan(rule.sudo())
        self.assertTrue(self._acts())

    def test_nobody_lends_the_rights_of_another(self):
        author = self._create_author()
        rule = self._create_rule().with_user(author)
        rule.condition_user_id = self.env.ref("base.user_root")
        self.assertEqual(rule.condition_user_id, author)

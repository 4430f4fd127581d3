from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestStageRuleRights(GateCommon):
    def test_the_manager_alone_writes_rules(self):
        rule = self._create_rule()
        rule.with_user(self.sales_manager).sequence = 5
        for user in (self.seller, self.leader, self.head):
            with self.assertRaises(AccessError):
                rule.with_user(user).write({"sequence": 7})

    def test_who_may_not_read_rules_is_bound_and_told_all_the_same(self):
        self._create_rule()
        plain = self._create_user("gate_plain", "sales_team.group_sale_salesman")
        lead = self._create_lead(user_id=plain.id).with_user(plain)
        self.assertEqual(lead.crm_stage_checklist["stage"], "Next")
        self._refusal(lead.write, {"stage_id": self.next.id})

    def test_the_superuser_is_bound_too(self):
        self._create_rule()
        lead = self._create_lead()
        self._refusal(lead.sudo().write, {"stage_id": self.next.id})

    def test_another_company_does_not_see_them(self):
        rule = self._create_rule(company_id=self.env.company.id)
        stranger = self._create_user(
            "gate_stranger",
            "crm_sales.group_sales_manager",
            company_id=self.company_b.id,
            company_ids=[(6, 0, self.company_b.ids)],
        )
        found = self.env["crm.sales.stage.rule"].with_user(stranger).search([])
        self.assertNotIn(rule, found)

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import KIND, NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmApprovalRule(ApprovalCommon):
    def _rule_for(self, amount, user=None):
        customer = self.customer.with_user(user or self.user_own)
        return customer._approval_rule(KIND, {"credit_limit": amount})

    def test_kinds_are_those_of_the_models_that_can_be_approved(self):
        kinds = self.Approval._get_models_of_kinds()
        self.assertEqual(kinds[KIND], "res.partner")
        self.assertEqual(kinds["customer_export"], "crm.customer.export.request")
        self.assertEqual(self.rule.res_model, "res.partner")

    def test_a_form_makes_a_rule(self):
        form = Form(self.Rule)
        form.name, form.kind = "By form", KIND
        with form.step_ids.new() as step:
            step.name, step.who = "Leader", "leader"
        rule = form.save()
        self.assertEqual(rule.company_id, self.company)
        self.assertEqual((rule.step_ids.mode, rule.step_ids.days), ("any", 2))

    def test_the_higher_amount_is_tried_first(self):
        big = self._create_rule(name="Big", amount_min=200_000)
        self.assertEqual(self._rule_for(199_999), self.rule)
        self.assertEqual(self._rule_for(200_000), big)

    def test_a_filter_on_the_record_decides(self):
        here = self._create_rule(name="Here", sequence=1, domain="[('city', '=', 'Shenzhen')]")
        self.assertEqual(self._rule_for(1), self.rule)
        self.customer.city = "Shenzhen"
        self.assertEqual(self._rule_for(1), here)

    def test_the_role_of_the_requester_decides(self):
        managers = self.env.ref("crm_customer.group_customer_manager")
        free = self._create_rule(
            [], name="Managers", sequence=1, is_free=True, group_ids=[Command.set(managers.ids)]
        )
        self.assertEqual(self._rule_for(1), self.rule)
        self.assertEqual(self._rule_for(1, self.user_manager), free)
        values = {"credit_limit": 1}
        customer = self.customer.with_user(self.user_manager)
        self.assertIs(customer._approval_require(KIND, values), True)

    def test_rules_of_another_company_do_not_count(self):
        self.rule.company_id = self.company_b
        self.assertFalse(self._rule_for(1))
        self.rule.company_id = False
        self.assertEqual(self._rule_for(1), self.rule)

    def test_steps_are_asked_from_their_amount_on(self):
        self.assertEqual(self._ask(99_999).step_ids.mapped("name"), ["Leader"])
        self.assertEqual(self._ask(100_000).step_ids.mapped("name"), ["Leader", "Director"])

    def test_without_a_rule_nothing_is_asked(self):
        self.rule.active = False
        values = {"credit_limit": 1}
        self.assertIs(self.customer._approval_require(KIND, values), True)

    def test_a_rule_has_steps_or_says_that_none_is_needed(self):
        with self.assertRaisesRegex(ValidationError, "add the steps"):
            self._create_rule([])

    def test_a_step_says_who_approves(self):
        with self.assertRaisesRegex(ValidationError, "say who approves"):
            self._create_rule([self._step("Nobody") | {"who": "user"}])
        with self.assertRaisesRegex(ValidationError, "say to whom it escalates"):
            self._create_rule([self._step("Nobody", escalation="group")])

    def test_a_wrong_filter_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "[('name'", "uid"):
            with self.assertRaisesRegex(ValidationError, "filter cannot be used"):
                self._create_rule(domain=domain)

    def test_a_role_is_asked_without_the_requester(self):
        group = self.env["res.groups"].create(
            {"name": "Board", "user_ids": [Command.set([self.user_own.id, self.director.id])]}
        )
        self._create_rule(
            [self._step("Board", who="group", group_id=group.id, mode="all")], sequence=1
        )
        self.assertEqual(self._ask().line_ids.user_id, self.director)

    def test_a_leader_asks_who_comes_after_him(self):
        self._create_rule(
            [
                self._step(
                    "Leader",
                    escalation="user",
                    escalation_user_ids=[Command.set(self.director.ids)],
                )
            ],
            sequence=1,
        )
        self.assertEqual(self._ask(user=self.leader).line_ids.user_id, self.director)

    def test_where_nobody_comes_after_managers_are_asked(self):
        asked = self._ask(user=self.leader).line_ids.user_id
        self.assertIn(self.user_manager, asked)
        self.assertNotIn(self.leader, asked)

    def test_with_nobody_else_the_request_is_refused_with_the_rule(self):
        managers = self.env.ref("crm_customer.group_customer_manager").all_user_ids
        managers.filtered(lambda user: self.company in user.company_ids).active = False
        with self.assertRaisesRegex(UserError, "Nobody but you.*Limits"):
            self._ask(user=self.leader)

    def test_people_of_another_company_are_not_asked(self):
        self.director.write(
            {
                "company_id": self.company_b.id,
                "company_ids": [Command.set(self.company_b.ids)],
            }
        )
        asked = self._ask(100_000).step_ids[1].line_ids.user_id
        self.assertNotIn(self.director, asked)

    def test_amounts_in_another_currency_are_compared_in_the_companys(self):
        usd = self.env["res.currency"].create(
            {
                "name": "ZZD",
                "symbol": "Z",
                "rate_ids": [
                    Command.create(
                        {"rate": 0.5, "company_id": self.company.id, "name": "2026-01-01"}
                    )
                ],
            }
        )
        partner_class = type(self.env["res.partner"])
        self.patch(partner_class, "_approval_amount", lambda *args: (60_000, usd))
        # two of ours for one of theirs
        self.assertEqual(self._ask(60_000).step_ids.mapped("name"), ["Leader", "Director"])

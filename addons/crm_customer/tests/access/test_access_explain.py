import logging
import random

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CustomerCommon

_logger = logging.getLogger(__name__)
SEED = 20261129
TRIALS = 500
MODELS = (
    "res.partner",
    "crm.lead",
    "sale.order",
    "sale.order.line",
    "product.product",
    "product.template",
    "res.users",
    "res.company",
    "res.groups",
    "crm.team",
    "crm.team.member",
    "mail.activity",
    "mail.message",
    "calendar.event",
    "account.move",
    "ir.attachment",
    "utm.campaign",
    "crm.customer.interaction",
    "crm.customer.profile",
    "crm.visit",
    "crm.care.act",
    "crm.consent",
    "crm.customer.level",
)


@tagged("post_install", "-at_install")
class TestAccessExplain(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.check = cls.env["crm.access.check"]
        cls.admin = cls._create_user(
            "access_admin", "base.group_erp_manager", "crm_customer.group_customer_manager"
        )
        cls.acme = cls._create_customer(user_id=cls.user_all.id)

    def _explain(self, user, record, asking=None, **values):
        explain = self.env["crm.access.explain"].with_user(asking or self.admin)
        explain = explain.create(
            {"user_id": user.id, "res_model": record._name, "res_id": record.id} | values
        )
        explain.action_explain()
        return explain

    def _users(self):
        sales = self._create_user("explain_sales", "sales_team.group_sale_salesman")
        portal = self._create_user("explain_portal", "base.group_portal")
        foreign = self._create_user(
            "explain_foreign",
            "crm_customer.group_customer_all",
            "sales_team.group_sale_manager",
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        return [
            *(self.user_own, self.user_team, self.user_all, self.user_manager),
            *(self.user_plain, sales, portal, foreign, self.admin),
            self.env.ref("base.public_user"),
        ]

    def _has_access(self, record, operation):
        """The host raises for messages on meetings that one may not read: that denies too."""
        try:
            return record.has_access(operation)
        except AccessError:
            return False

    def test_equals_has_access_on_500_random_questions(self):
        dice = random.Random(SEED)
        users = self._users()
        records = {
            name: self.env[name].with_context(active_test=False).search([], limit=200)
            for name in MODELS
        }
        granted_count = code_count = 0
        for _trial in range(TRIALS):
            user, name = dice.choice(users), dice.choice(MODELS)
            operation = dice.choice(("read", "write", "create", "unlink"))
            pool = records[name]
            record = pool[dice.randrange(len(pool))] if pool else pool
            record = record.with_user(user)
            granted, findings = self.check._findings(record, operation)
            expected = self._has_access(record, operation)
            self.assertEqual(granted, expected, f"{user.login} {operation} {record}")
            with_code = any(finding["kind"] == "code" for finding in findings)
            if with_code:
                # only where a model does decide by itself
                self.assertTrue(self.check._overriding_modules(record, "_check_access"), name)
            granted_count += granted
            code_count += with_code
        _logger.info("explained: %s granted, %s with code", granted_count, code_count)
        self.assertGreater(granted_count, 80)
        self.assertGreater(TRIALS - granted_count, 100)
        self.assertLess(code_count, TRIALS / 2)

    def test_what_is_denied_names_the_missing_groups(self):
        explain = self._explain(self.user_plain, self.env["crm.lead"])
        self.assertEqual(explain.state_read, "denied")
        self.assertIn("groups", explain.summary_read)
        self.assertEqual(set(explain.read_line_ids.mapped("verdict")), {"lacks"})

    def test_a_rule_that_denies_is_named_with_its_condition_in_words(self):
        self.env["ir.rule"].create(
            {
                "name": "Only own customers",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "['|', ('user_id', '=', user.id), ('is_company', '=', False)]",
                "perm_read": False,
            }
        )
        explain = self._explain(self.user_own, self.acme)
        self.assertEqual(explain.state_read, "granted")
        self.assertEqual(explain.state_write, "denied")
        condition = f"Salesperson is {self.user_own.name} or Is a Company is empty"
        self.assertEqual(explain.summary_write, f"because of Only own customers: {condition}")
        line = explain.write_line_ids.filtered(lambda line: line.name == "Only own customers")
        self.assertEqual(line.verdict, "denies")
        self.assertEqual(line.detail, condition)

    def test_the_chain_of_groups_is_told(self):
        explain = self._explain(self.user_all, self.env["crm.customer.profile"])
        path = explain.read_line_ids.filtered(lambda line: line.verdict == "grants").path
        self.assertEqual(path, "Customers / All → Customers / Team → Customers / Own")

    def test_one_group_rule_that_grants_is_enough(self):
        visit = self.env["crm.visit"].create(
            {"partner_id": self.acme.id, "user_id": self.user_own.id}
        )
        explain = self._explain(self.user_all, visit)
        self.assertEqual(explain.state_write, "granted")
        verdicts = explain.write_line_ids.filtered(lambda line: line.kind == "group_rule")
        self.assertIn("limits", verdicts.mapped("verdict"))
        self.assertNotIn("denies", verdicts.mapped("verdict"))

    def test_another_company_is_a_rule(self):
        visit = self.env["crm.visit"].create(
            {
                "partner_id": self.acme.id,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
            }
        )
        self.user_manager.company_ids += self.company_b
        explain = self._explain(self.user_manager, visit, company_ids=self.company_b.ids)
        self.assertEqual(explain.state_read, "denied")
        self.assertEqual(self._explain(self.user_manager, visit).state_read, "granted")

    def test_hidden_fields_are_listed_with_their_groups(self):
        fields = self._explain(self.user_plain, self.acme).field_ids
        hidden = fields.filtered(lambda field: field.name == "crm_visit_count")
        self.assertFalse(hidden.can_read)
        self.assertEqual(hidden.reason, "Only for Customers / Own")
        nobodys = fields.filtered(lambda field: field.name == "crm_search")
        self.assertEqual(nobodys.reason, "Nobody reads it: the system alone does.")

    def test_nothing_of_a_record_is_told_that_the_asking_one_may_not_read(self):
        hidden = self._create_customer("Top secret", company_id=self.company_b.id)
        explain = self._explain(self.user_own, hidden)
        self.assertEqual(explain.record_name, f"record {hidden.id}")
        self.assertNotIn("Top secret", str(explain.read_line_ids.mapped("detail")))

    def test_customer_managers_ask_about_the_suite_alone(self):
        explain = self._explain(self.user_own, self.acme, asking=self.user_manager)
        self.assertEqual(explain.record_name, self.acme.name)
        explained = self.check.with_user(self.user_manager)._explained_models()
        self.assertNotIn("account.move", explained)
        self.assertFalse(self.check.with_user(self.user_all)._explained_models())
        with self.assertRaises(AccessError):
            self._explain(self.user_own, self.env["account.move"], asking=self.user_manager)
        with self.assertRaises(AccessError):
            self._explain(self.user_own, self.acme, asking=self.user_all)

    def test_a_record_that_is_gone_is_said_to_be(self):
        gone = self._create_customer("Gone")
        gone.unlink()
        with self.assertRaisesRegex(UserError, "gone"):
            self._explain(self.user_own, gone)

    def test_asking_changes_nothing(self):
        before = (self.acme.write_date, self.acme.message_ids)
        self._explain(self.user_own, self.acme)
        self.assertEqual((self.acme.write_date, self.acme.message_ids), before)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import KIND, NOW, ApprovalCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCreditLimit(ApprovalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user(
            "accountant", "account.group_account_invoice", "crm_customer.group_customer_all"
        )
        cls.books = cls.customer.with_user(cls.accountant)

    def _request(self, amount=50_000, user=None, **values):
        return (
            self.env["crm.credit.limit.request"]
            .with_user(user or self.user_own)
            .create(
                {"partner_id": self.customer.id, "amount": amount, "reason": "They grow"} | values
            )
        )

    def test_granted_the_limit_is_written(self):
        action = self._request().action_request()
        approval = self.Approval.browse(action["res_id"])
        self.assertEqual(approval.reason, "They grow")
        self.assertEqual(self.customer.credit_limit, 0)
        self._decide(approval, self.leader)
        self.assertEqual(self.customer.credit_limit, 50_000)
        self.assertTrue(self.customer.use_partner_credit_limit)
        self.assertFalse(self.customer.with_company(self.company_b).credit_limit)

    def test_refused_nothing_is_written(self):
        approval = self.Approval.browse(self._request().action_request()["res_id"])
        self._decide(approval, self.leader, "refused", "Pays late")
        self.assertEqual(self.customer.credit_limit, 0)

    def test_the_dialog_says_the_present_limit_and_who_will_be_asked(self):
        self.assertEqual(self._request().present_limit, "none")
        self.customer.credit_limit = 20_000
        request = self._request(100_000)
        self.assertIn("20,000", request.present_limit)
        self.assertEqual(request.next_step, "Leader → Director")
        self.assertEqual(self._request(99_999).next_step, "Leader")

    def test_a_contact_stands_for_its_company(self):
        person = self.env["res.partner"].create({"name": "Wang", "parent_id": self.customer.id})
        action = person.with_user(self.user_own).action_crm_request_credit_limit()
        self.assertEqual(action["context"], {"default_partner_id": self.customer.id})
        requests = self.env["crm.credit.limit.request"].with_user(self.user_own)
        requests = requests.with_context(active_model="res.partner", active_id=person.id)
        self.assertEqual(requests.new({}).partner_id._origin, self.customer)

    def test_raising_it_directly_names_the_next_step(self):
        message = 'approval by the rule Limits. Use "Request Credit Limit"'
        for values in (
            {"credit_limit": 10_000},
            {"credit_limit": 10_000, "use_partner_credit_limit": True},
        ):
            with self.assertRaisesRegex(UserError, message), self.cr.savepoint():
                self.books.write(values)
            self.assertEqual(self.customer.credit_limit, 0)

    def test_a_new_customer_with_a_limit_is_raised_too(self):
        partners = self.env["res.partner"].with_user(self.accountant)
        with self.assertRaisesRegex(UserError, "Request Credit Limit"):
            partners.create({"name": "New", "is_company": True, "credit_limit": 1})

    def test_tighter_is_free_no_limit_at_all_is_not(self):
        self.customer.credit_limit = 50_000
        self.books.credit_limit = 20_000
        self.assertEqual(self.customer.credit_limit, 20_000)
        self.books.credit_limit = 20_000
        for values in ({"credit_limit": 0}, {"use_partner_credit_limit": False}):
            with self.assertRaisesRegex(UserError, "Request"), self.cr.savepoint():
                self.books.write(values)
            self.assertEqual(self.customer.credit_limit, 20_000)

    def test_what_is_pending_says_for_whom_it_waits(self):
        approval = self._ask(30_000)
        with self.assertRaisesRegex(UserError, f"{approval.name}.*Lea Leader"):
            self.books.credit_limit = 30_000

    def test_without_a_rule_accountants_are_free_as_before(self):
        self.rule.active = False
        self.books.credit_limit = 10_000
        self.assertEqual(self.customer.credit_limit, 10_000)
        with self.assertRaisesRegex(UserError, "No approval rule"):
            self._request().action_request()

    def test_whom_a_rule_sets_free_writes_at_once(self):
        self._create_rule(
            [], name="Small", sequence=1, is_free=True, domain=f"[('id', '=', {self.customer.id})]"
        )
        self._request(500).action_request()
        self.assertEqual(self.customer.credit_limit, 500)

    def test_lowered_after_approval_it_is_asked_for_anew(self):
        approval = self._ask(50_000)
        self._decide(approval, self.leader)
        self.books.credit_limit = 20_000
        self.assertEqual(approval.state, "outdated")
        with self.assertRaises(UserError):
            self.books.credit_limit = 50_000
        again = self._ask(50_000)
        self.assertNotEqual(again, approval)
        self.assertEqual(again.state, "pending")

    def test_a_higher_one_takes_the_place_of_the_granted_one(self):
        first = self._ask(50_000)
        self._decide(first, self.leader)
        second = self._ask(80_000)
        self.assertEqual(first.state, "approved")
        self._decide(second, self.leader)
        self.assertEqual(self.customer.credit_limit, 80_000)
        self.assertEqual((first.state, second.state), ("outdated", "approved"))

    def test_what_stands_already_is_said(self):
        self._decide(self._ask(50_000), self.leader)
        with self.assertRaisesRegex(UserError, "has this credit limit already"):
            self._request().action_request()

    def test_contacts_of_the_company_follow_without_a_question(self):
        person = self.env["res.partner"].create({"name": "Wang", "parent_id": self.customer.id})
        self._decide(self._ask(50_000), self.leader)
        self.assertEqual(person.credit_limit, 50_000)

    def test_the_button_shows_where_the_company_uses_limits(self):
        customer = self.customer.with_user(self.user_own)
        self.company.account_use_credit_limit = False
        self.assertFalse(customer.crm_approval_credit_limit)
        self.company.account_use_credit_limit = True
        customer.invalidate_recordset()
        self.assertTrue(customer.crm_approval_credit_limit)

    def test_no_limit_at_all_is_more_than_any_amount(self):
        big = self._create_rule(name="Big", amount_min=10**9)
        rule = self.customer.with_user(self.user_own)._approval_rule(KIND, {"credit_limit": 0.0})
        self.assertEqual(rule, big)

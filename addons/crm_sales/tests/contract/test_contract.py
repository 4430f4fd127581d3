from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import SCAN, ContractCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 04:00:00")
class TestContract(ContractCommon):
    def test_each_company_counts_for_itself(self):
        first, second = self._create_contract(), self._create_contract()
        other = self._create_contract(company_id=self.company_b.id)
        self.assertEqual(int(second.number[-4:]), int(first.number[-4:]) + 1)
        self.assertTrue(other.number.endswith("0001"))

    def test_a_small_contract_is_approved_at_once(self):
        contract = self._create_contract()
        contract.with_user(self.seller).action_submit()
        self.assertEqual(contract.state, "approved")

    def test_a_big_contract_waits_for_the_leader(self):
        contract = self._create_contract(150000)
        contract.with_user(self.seller).action_submit()
        self.assertEqual(contract.state, "pending")
        approval = contract.with_user(self.sales_manager).crm_approval_ids
        approval = self.env["crm.approval"].search([("res_model", "=", contract._name)])
        self.assertIn("150,000", approval.description)
        approval.with_user(self.leader).action_approve()
        self.assertEqual(contract.state, "approved")

    def test_refused_it_is_a_draft_again(self):
        contract = self._create_contract(150000)
        contract.with_user(self.seller).action_submit()
        approval = self.env["crm.approval"].search([("res_model", "=", contract._name)])
        approval.with_user(self.leader)._decide("refused", "Too long a term")
        self.assertEqual(contract.state, "draft")

    def test_a_change_asks_again(self):
        contract = self._create_contract(150000)
        contract.with_user(self.seller).action_submit()
        approval = self.env["crm.approval"].search([("res_model", "=", contract._name)])
        approval.with_user(self.leader).action_approve()
        contract.with_user(self.seller).amount = 180000
        self.assertEqual((contract.state, approval.state), ("draft", "outdated"))

    def test_a_small_contract_that_grows_is_submitted_again(self):
        contract = self._create_contract()
        contract.with_user(self.seller).action_submit()
        contract.with_user(self.seller).amount = 120000
        self.assertEqual(contract.state, "draft")

    def test_without_the_scan_it_is_not_signed(self):
        contract = self._create_contract()
        contract.with_user(self.seller).action_submit()
        with self.assertRaises(UserError) as caught:
            contract.with_user(self.seller).action_sign()
        self.assertIn("scan", str(caught.exception))
        with self.assertRaises(ValidationError):
            contract.sudo().write({"state": "signed", "date_signed": "2026-03-01"})

    def test_a_signed_contract_keeps_its_scan(self):
        contract = self._sign(self._create_contract())
        with self.assertRaises(UserError):
            contract.with_user(self.seller).scan = False

    def test_signed_it_runs_from_its_first_day_on(self):
        now, later = self._create_contract(), self._create_contract(date_start="2026-04-01")
        self.assertEqual(self._sign(now).state, "running")
        self.assertEqual(self._sign(later).state, "signed")
        later.with_user(self.seller).action_start()
        self.assertEqual(later.state, "running")

    def test_a_draft_is_not_signed(self):
        contract = self._create_contract(scan=SCAN)
        with self.assertRaises(UserError) as caught:
            contract.with_user(self.seller).action_sign()
        self.assertIn("Draft", str(caught.exception))

    def test_steps_are_not_written_by_hand(self):
        contract = self._create_contract().with_user(self.seller)
        for name, value in (("state", "running"), ("date_reminded", "2026-01-01")):
            with self.subTest(name), self.assertRaises(AccessError):
                contract[name] = value

    def test_what_was_signed_does_not_change(self):
        contract = self._sign(self._create_contract()).with_user(self.seller)
        with self.assertRaises(UserError) as caught:
            contract.amount = 1
        self.assertIn("Amount", str(caught.exception))
        contract.note = "May be written"

    def test_a_signed_contract_is_not_deleted(self):
        contract = self._sign(self._create_contract())
        with self.assertRaises(UserError):
            contract.with_user(self.sales_manager).unlink()

    def test_termination_wants_a_reason(self):
        contract = self._sign(self._create_contract()).with_user(self.seller)
        with self.assertRaises(UserError):
            contract._terminate("2026-06-30", " ")
        wizard = self.env["crm.sales.contract.terminate"].with_user(self.seller)
        wizard.create(
            {"contract_id": contract.id, "date": "2026-06-30", "reason": "Line was sold"}
        ).action_terminate()
        self.assertEqual(
            (contract.state, contract.terminate_reason), ("terminated", "Line was sold")
        )

    def test_the_successor_follows_and_lasts_as_long(self):
        contract = self._sign(self._create_contract())
        action = contract.with_user(self.seller).action_renew()
        successor = self.env["crm.sales.contract"].browse(action["res_id"])
        self.assertEqual(successor.predecessor_id, contract)
        self.assertEqual(
            (str(successor.date_start), str(successor.date_end)), ("2027-03-01", "2028-02-29")
        )
        self.assertEqual((successor.state, successor.amount), ("draft", 50000))
        self.assertFalse(successor.scan)
        self.assertEqual(contract.with_user(self.seller).action_renew()["res_id"], successor.id)

    def test_a_term_in_days_stays_so_long(self):
        contract = self._sign(self._create_contract(date_start="2026-03-01", date_end="2026-03-10"))
        successor = self.env["crm.sales.contract"].browse(contract.action_renew()["res_id"])
        self.assertEqual(
            (str(successor.date_start), str(successor.date_end)), ("2026-03-11", "2026-03-20")
        )

    def test_notice_ends_before_the_end(self):
        with Form(self.env["crm.sales.contract"].with_user(self.seller)) as form:
            form.name = "Service"
            form.partner_id = self.customer
            form.date_start = "2026-03-01"
            form.date_end = "2026-12-31"
            form.notice_days = 30
            self.assertEqual(str(form.date_notice), "2026-12-01")

    def test_orders_of_the_customer_belong_to_it(self):
        contract, order = self._create_contract(), self._create_order()
        contract.with_user(self.seller).order_ids = order
        order.action_confirm()
        self.assertEqual((contract.order_count, contract.amount_ordered), (1, 50000))
        other = self._create_order(partner_id=self._create_customer("Red Sea").id)
        with self.assertRaises(ValidationError):
            other.crm_contract_id = contract

    def test_an_order_makes_its_contract(self):
        order = self._create_order().with_user(self.seller)
        contract = self.env["crm.sales.contract"].browse(order.action_crm_contract()["res_id"])
        self.assertEqual((contract.amount, contract.order_ids), (50000, order))
        self.assertEqual(order.action_crm_contract()["res_id"], contract.id)
        self.assertEqual(self.customer.with_user(self.seller).crm_contract_count, 1)

    def test_the_timeline_shows_signature_and_termination(self):
        contract = self._sign(self._create_contract())
        contract._terminate("2026-03-02", "Line was sold")
        page = self.env["crm.timeline"].with_user(self.seller).get_page(self.customer.id)
        entries = [entry for entry in page["entries"] if entry["kind"] == "contract"]
        self.assertEqual(
            [entry["badge"] for entry in entries], ["Contract terminated", "Contract signed"]
        )
        self.assertIn(contract.number, entries[0]["title"])

    def test_a_leavers_contracts_go_to_the_successor(self):
        contract = self._create_contract()
        sources = {source.key: source for source in self.env["crm.handover"]._handover_sources()}
        domain = [("user_id", "=", self.seller.id), *sources["contract"].domain]
        self.assertIn(contract, self.env["crm.sales.contract"].search(domain))

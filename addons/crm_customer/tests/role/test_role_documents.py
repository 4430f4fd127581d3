from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import RoleCommon


@tagged("post_install", "-at_install")
class TestRoleDocuments(RoleCommon):
    """What people do with their documents, by role: no access error, no leak."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "Pump", "invoice_policy": "order", "taxes_id": False}
        )
        cls.sellers = {
            role: cls._create_role(f"flow_{role}", role)
            for role in ("sales_rep", "team_leader", "sales_manager", "marketing", "management")
        }

    def _order(self, user, customer=None):
        customer = customer or self._create_customer("Flow", user_id=user.id)
        line = {"product_id": self.product.id, "product_uom_qty": 2, "price_unit": 50.0}
        return (
            self.env["sale.order"]
            .with_user(user)
            .create({"partner_id": customer.id, "order_line": [Command.create(line)]})
        )

    def _invoice(self, order):
        wizard = self.env["sale.advance.payment.inv"].with_user(order.env.user)
        wizard = wizard.with_context(active_model="sale.order", active_ids=order.ids)
        wizard.create({"advance_payment_method": "delivered"}).create_invoices()
        return order.invoice_ids

    def test_from_quotation_to_invoice(self):
        for role, user in self.sellers.items():
            with self.subTest(role):
                order = self._order(user)
                order.action_confirm()
                invoice = self._invoice(order)
                self.assertEqual(invoice.read(["amount_untaxed"])[0]["amount_untaxed"], 100.0)
                form = self.env["account.move"].with_user(user).get_view(view_type="form")
                self.assertTrue(form["arch"])

    def test_from_lead_to_won(self):
        for role, user in self.sellers.items():
            with self.subTest(role):
                with Form(self.env["crm.lead"].with_user(user)) as form:
                    form.name = f"Deal of {role}"
                    form.user_id = user
                lead = form.record
                wizard = self.env["crm.lead2opportunity.partner"].with_user(user)
                wizard = wizard.with_context(
                    active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
                )
                wizard.create({"name": "convert", "action": "create"}).action_apply()
                lead.action_set_won()
                self.assertTrue(lead.stage_id.is_won)
                self.assertTrue(lead.partner_id)

    def test_meeting_mail_and_search(self):
        for role, user in self.sellers.items():
            with self.subTest(role):
                customer = self._create_customer(
                    f"Talks {role}", user_id=user.id, email=f"{role}@talk.example.com"
                )
                meeting = (
                    self.env["calendar.event"]
                    .with_user(user)
                    .create(
                        {
                            "name": "Talk",
                            "start": "2026-03-02 02:00:00",
                            "stop": "2026-03-02 03:00:00",
                            "partner_ids": [
                                Command.set((customer + user.partner_id).ids),
                            ],
                        }
                    )
                )
                self.assertEqual(len(meeting.attendee_ids), 2)
                customer.with_user(user).message_post(
                    body="Hello",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                    partner_ids=customer.ids,
                )
                found = self.env["res.partner"].with_user(user).name_search(f"Talks {role}")
                self.assertEqual([item[0] for item in found], customer.ids)

    def test_merging_wants_the_right_to_edit_them_all(self):
        twin = self._create_customer("Twin", user_id=self.rep.id)
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.rep).create({})
        with self.assertRaises(AccessError):
            wizard._merge((twin + self.strangers_customer).ids, twin)
        account = self.env["res.partner.bank"].create(
            {"acc_number": "6222 0003", "partner_id": self.customer.id}
        )
        wizard._merge((twin + self.customer).ids, twin)
        self.assertEqual(account.partner_id, twin)
        self.assertFalse(self.customer.exists())

    def test_export_is_a_right_of_its_own(self):
        customers = self.customer.with_user(self.rep)
        with self.assertRaises(UserError):
            customers.export_data(["name"])
        self.rep.group_ids += self.env.ref("base.group_allow_export")
        self.assertEqual(customers.export_data(["name"])["datas"], [["Rep's customer"]])

    def test_a_spreadsheet_counts_what_its_reader_may_read(self):
        self._order(self.stranger, self.strangers_customer).action_confirm()
        self._order(self.rep, self.customer).action_confirm()
        self.env.flush_all()
        domain = [("partner_id", "in", self.customers.ids)]
        for user, count in ((self.rep, 1), (self.leader, 1), (self.manager, 2), (self.boss, 2)):
            rows = (
                self.env["sale.report"]
                .with_user(user)
                .formatted_read_group(domain, [], ["__count", "price_subtotal:sum"])
            )
            self.assertEqual(rows[0]["__count"], count, user.login)

    def test_documents_of_a_stranger_are_closed(self):
        order = self._order(self.stranger, self.strangers_customer)
        order.action_confirm()
        invoice = self._invoice(order)
        lead = self.env["crm.lead"].create({"name": "Deal", "user_id": self.stranger.id})
        for user in (self.rep, self.leader):
            for record in (order, order.order_line, lead, invoice, invoice.invoice_line_ids):
                with self.subTest(user=user.login, model=record._name):
                    self.assertFalse(self._reach(record.sudo(), user, "read"))
                    self.assertFalse(self._reach(record.sudo(), user, "write"))
        for record in (order, order.order_line, lead, invoice):
            self.assertTrue(self._reach(record.sudo(), self.manager, "read"))

    def test_figures_stop_where_documents_do(self):
        for seller, customer in ((self.mate, self.mates_customer), (self.stranger, None)):
            self._order(seller, customer).action_confirm()
        self.env.flush_all()
        expected = {self.rep: set(), self.leader: {self.mate.id}}
        for user, sellers in expected.items():
            rows = (
                self.env["sale.report"]
                .with_user(user)
                ._read_group(
                    [("user_id", "in", (self.rep + self.mate + self.stranger).ids)],
                    ["user_id"],
                    ["__count"],
                )
            )
            self.assertEqual({seller.id for seller, _count in rows}, sellers)

    def test_an_analyst_reads_all_and_edits_nothing_of_others(self):
        analyst = self._create_role("analyst", "data_analyst")
        order = self._order(self.stranger, self.strangers_customer).sudo()
        self.assertTrue(self._reach(order, analyst, "read"))
        with self.assertRaises(AccessError):
            order.with_user(analyst).write({"client_order_ref": "x"})

    def test_the_books_stay_closed_and_open_to_management(self):
        accounts = {
            kind: self.env["account.account"].search(
                [("account_type", "=", kind), ("company_ids", "in", self.env.company.ids)], limit=1
            )
            for kind in ("income", "expense")
        }
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": accounts["income"].id,
                            "debit": 5.0,
                        }
                    ),
                    Command.create(
                        {
                            "account_id": accounts["expense"].id,
                            "credit": 5.0,
                        }
                    ),
                ],
            }
        )
        for record in (entry, entry.line_ids):
            for role in ("sales_rep", "team_leader", "sales_manager", "marketing"):
                self.assertFalse(self._reach(record, self.sellers[role], "read"), role)
            self.assertTrue(self._reach(record, self.boss, "read"))
        with self.assertRaises(AccessError):
            self.env["account.payment"].with_user(self.manager).search([])
        self.env["account.payment"].with_user(self.boss).search([])

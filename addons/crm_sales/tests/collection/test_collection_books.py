import random

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import CollectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 04:00:00")
class TestCollectionBooks(CollectionCommon):
    def _figures(self, plan):
        return plan.amount_invoiced, plan.amount_received, plan.amount_open

    def test_a_posted_invoice_is_invoiced_and_not_received(self):
        plan = self._create_plan()
        self._invoice()
        self.assertEqual(self._figures(plan), (1000, 0, 1000))

    def test_a_part_that_was_paid_lies_on_the_first_instalment(self):
        plan = self._create_plan()
        self._pay(self._invoice(), 450)
        self.assertEqual(self._figures(plan), (1000, 450, 550))
        self.assertEqual(plan.line_ids.mapped("amount_received"), [300, 150])
        self.assertEqual(plan.line_ids.mapped("status"), ["paid", "partly"])
        self.assertEqual(str(plan.date_next), "2026-04-01")

    def test_all_paid_it_is_collected_and_not_paid_any_more_it_runs(self):
        plan = self._create_plan()
        invoice = self._invoice()
        self._pay(invoice, 1000)
        self.assertEqual((plan.state, plan.amount_open), ("done", 0))
        invoice.line_ids.remove_move_reconcile()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual((plan.state, plan.amount_open), ("open", 1000))

    def test_a_credit_note_is_no_money(self):
        plan = self._create_plan()
        invoice = self._invoice()
        reversal = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"reason": "Wrong", "journal_id": invoice.journal_id.id})
        )
        reversal.refund_moves()
        refund = invoice.reversal_move_ids
        refund.action_post()
        # posting it has settled the one by the other
        self.assertEqual(invoice.amount_residual, 0)
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(self._figures(plan), (0, 0, 1000))

    def test_an_invoice_of_two_orders_is_shared_by_their_lines(self):
        other = self._create_order(3000)
        plan, second = self._create_plan(), self._create_plan(other)
        invoice = (self.order | other)._create_invoices()
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        self._pay(invoice, 2000)
        self.assertEqual(self._figures(plan), (1000, 500, 500))
        self.assertEqual(self._figures(second), (3000, 1500, 1500))

    def test_a_deposit_and_the_rest_are_counted_once(self):
        plan = self._create_plan()
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": [Command.set(self.order.ids)],
                "advance_payment_method": "percentage",
                "amount": 30,
            }
        )
        wizard.create_invoices()
        deposit = self.order.invoice_ids
        deposit.action_post()
        self._pay(deposit, 300)
        self.assertEqual(self._figures(plan), (300, 300, 700))
        rest = self.order._create_invoices(final=True)
        rest.action_post()
        self._pay(rest, 700)
        self.assertEqual(self._figures(plan), (1000, 1000, 0))
        self.assertEqual(plan.state, "done")

    def test_a_draft_invoice_counts_nothing(self):
        plan = self._create_plan()
        invoice = self._invoice()
        invoice.button_draft()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(self._figures(plan), (0, 0, 1000))

    def test_sellers_get_the_amounts_without_the_journals(self):
        plan = self._create_plan()
        self._pay(self._invoice(), 450)
        plan = plan.with_user(self.seller)
        plan.action_refresh()
        self.assertEqual(plan.amount_received, 450)
        self.assertFalse(self.env["account.journal"].with_user(self.seller).has_access("write"))

    def test_what_is_kept_equals_what_is_read_anew(self):
        """After many invoices and payments the figures are those of a rebuild."""
        dice = random.Random(5)
        orders = [self._create_order(dice.choice((300, 555.55, 1000))) for _n in range(6)]
        plans = self.env["crm.sales.collection"]
        for order in orders:
            plans |= self._create_plan(order)
        invoices = [self._invoice(order) for order in orders[:5]]
        for _n in range(12):
            invoice = dice.choice(invoices)
            if invoice.amount_residual > 1:
                self._pay(invoice, round(invoice.amount_residual * dice.uniform(0.1, 1), 2))
        kept = plans.read(["amount_invoiced", "amount_received", "amount_open", "state"])
        self.env.invalidate_all()
        plans._refresh()
        self.assertEqual(
            plans.read(["amount_invoiced", "amount_received", "amount_open", "state"]), kept
        )
        paid = sum(invoice.amount_total - invoice.amount_residual for invoice in invoices)
        self.assertAlmostEqual(sum(plans.mapped("amount_received")), paid, 2)

    def test_many_plans_are_read_in_as_many_queries_as_few(self):
        counts = []
        for number in (10, 100):
            plans = self.env["crm.sales.collection"]
            for _n in range(number):
                plans |= self._create_plan(self._create_order())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plans._refresh()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3, counts)

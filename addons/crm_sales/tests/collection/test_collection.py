from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CollectionCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 04:00:00")
class TestCollection(CollectionCommon):
    def test_the_payment_terms_make_the_instalments(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "30 now, rest in 30 days",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 30, "nb_days": 0}),
                    Command.create({"value": "percent", "value_amount": 70, "nb_days": 30}),
                ],
            }
        )
        order = self._create_order(999.99, payment_term_id=term.id)
        action = order.with_user(self.seller).action_crm_collection()
        plan = self.env["crm.sales.collection"].browse(action["res_id"])
        self.assertEqual(plan.line_ids.mapped("amount"), [300.0, 699.99])
        self.assertEqual(
            [str(day) for day in plan.line_ids.mapped("date_due")], ["2026-03-02", "2026-04-01"]
        )
        self.assertEqual(plan.amount_missing, 0)
        self.assertEqual(order.with_user(self.seller).action_crm_collection()["res_id"], plan.id)

    def test_a_quotation_has_no_plan(self):
        order = self.order.copy()
        with self.assertRaises(UserError):
            order.with_user(self.seller).action_crm_collection()

    def test_percents_make_the_whole_to_the_cent(self):
        order = self._create_order(100.01)
        plan = self._create_plan(order, ((50, "2026-03-01"), (50, "2026-04-01")))
        self.assertEqual(plan.line_ids.mapped("amount"), [50.0, 50.01])

    def test_a_plan_that_is_a_cent_short_does_not_start(self):
        plans = self.env["crm.sales.collection"]
        values = plans._prepare_from_order(self.order)
        values["line_ids"] = [
            Command.create({"name": "All but a cent", "amount": 999.99, "date_due": "2026-03-09"})
        ]
        plan = plans.create(values)
        with self.assertRaises(ValidationError) as caught:
            plan.action_confirm()
        self.assertIn("0.01", str(caught.exception))

    def test_a_running_plan_keeps_its_sum(self):
        plan = self._create_plan()
        with self.assertRaises(ValidationError):
            plan.line_ids[0].amount = 200
        with self.assertRaises(ValidationError):
            plan.line_ids[0].unlink()

    def test_an_instalment_after_an_event_is_due_when_it_happened(self):
        plan = self._create_plan()
        line = plan.line_ids[1]
        line.write({"event": "acceptance", "days": 10, "date_event": False})
        self.assertFalse(line.date_due)
        line.with_user(self.seller).action_happened()
        self.assertEqual(str(line.date_due), "2026-03-12")

    def test_what_is_late_is_overdue(self):
        plan = self._create_plan()
        self.assertEqual(plan.line_ids.mapped("status"), ["overdue", "planned"])
        self.assertEqual((plan.amount_overdue, plan.overdue_days), (300, 1))
        late = self.env["crm.sales.collection.line"].search(
            [("is_overdue", "=", True), ("collection_id", "=", plan.id)]
        )
        self.assertEqual(late, plan.line_ids[0])

    def test_an_order_that_changed_is_pointed_out_and_taken_over(self):
        plan = self._create_plan()
        self.assertFalse(plan.order_note)
        self.order.order_line.price_unit = 2000
        self.assertIn("2,000", plan.order_note)
        plan.with_user(self.seller).action_adapt_amount()
        self.assertEqual((plan.state, plan.amount), ("draft", 2000))
        plan.action_confirm()
        self.assertEqual(plan.line_ids.mapped("amount"), [600, 1400])

    def test_one_order_has_one_plan(self):
        plan = self._create_plan()
        plan.action_cancel()
        self._create_plan()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_plan()

    def test_a_promise_is_kept_in_the_history(self):
        plan = self._create_plan()
        plan.line_ids[0].with_user(self.seller).write(
            {"date_promised": "2026-03-20", "promise_note": "Ms Li: after the bank day"}
        )
        self.assertIn("Ms Li", plan.message_ids[0].body)

    def test_a_running_plan_is_not_deleted(self):
        plan = self._create_plan()
        with self.assertRaises(UserError):
            plan.with_user(self.sales_manager).unlink()

    def test_figures_are_not_written_by_hand(self):
        plan = self._create_plan().with_user(self.seller)
        for record, name in ((plan, "amount_received"), (plan.line_ids[0], "amount_open")):
            with self.subTest(name), self.assertRaises(AccessError):
                record[name] = 5
        with self.assertRaises(AccessError):
            plan.state = "done"

    def test_a_form_splits_percents(self):
        values = self.env["crm.sales.collection"]._prepare_from_order(self.order)
        values.pop("line_ids")
        plan = self.env["crm.sales.collection"].with_user(self.seller).create(values)
        with Form(plan) as form:
            for percent in (40, 60):
                with form.line_ids.new() as line:
                    line.name = f"{percent} %"
                    line.percent = percent
                    line.date_due = "2026-04-01"
        self.assertEqual(plan.line_ids.mapped("amount"), [400, 600])

    def test_the_age_of_what_is_open_is_counted(self):
        plan = self._create_plan(parts=((10, "2026-03-05"), (20, "2026-02-27"), (70, "2025-11-01")))
        ages = self.env["crm.sales.collection.ageing"].search([("collection_id", "=", plan.id)])
        found = {age.bucket: age.amount_open for age in ages}
        self.assertEqual(found, {"current": 100, "30": 200, "older": 700})

    def test_boards_say_amounts_in_short(self):
        order = self._create_order(1234567)
        plan = self._create_plan(order)
        self.assertIn("123.46万", plan.with_context(lang="zh_CN").amount_short)
        self.assertIn("1.23M", plan.with_context(lang="en_US").amount_short)

    def test_the_statement_says_what_is_open_in_capitals(self):
        self.env.ref("base.CNY").active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "CNY", "currency_id": self.env.ref("base.CNY").id}
        )
        order = self._create_order(1680.32, pricelist_id=pricelist.id)
        order.order_line.price_unit = 1680.32
        self._create_plan(order)
        reports = self.env["ir.actions.report"].with_user(self.seller)
        html = reports._render_qweb_html("crm_sales.report_statement", self.customer.ids)[0]
        self.assertIn("人民币壹仟陆佰捌拾元零叁角贰分", html.decode())
        self.assertIn(order.name, html.decode())

    def test_the_plan_is_printed(self):
        plan = self._create_plan()
        reports = self.env["ir.actions.report"].with_user(self.seller)
        html = reports._render_qweb_html("crm_sales.report_collection", plan.ids)[0].decode()
        self.assertIn("Part 1", html)

    def test_a_leavers_money_goes_to_the_successor(self):
        plan = self._create_plan()
        sources = {source.key: source for source in self.env["crm.handover"]._handover_sources()}
        domain = [("user_id", "=", self.seller.id), *sources["collection"].domain]
        self.assertIn(plan, self.env["crm.sales.collection"].search(domain))

    def test_today_shows_own_overdue_money(self):
        plan = self._create_plan()
        page = self.env["crm.today"].with_user(self.seller).get_page()
        block = next(block for block in page["blocks"] if block["key"] == "collections")
        self.assertEqual([item["id"] for item in block["items"]], plan.line_ids[0].ids)

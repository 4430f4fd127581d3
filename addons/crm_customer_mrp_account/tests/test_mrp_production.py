from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestMrpProduction(TransactionCase):
    """A pump is made of two valves in an hour by somebody whom a role keeps from costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = new_test_user(
            cls.env, "maker", "crm_customer.role_project_manager,mrp.group_mrp_user"
        )
        cls.boss = new_test_user(
            cls.env, "mrp_boss", "crm_customer.role_management,mrp.group_mrp_user"
        )
        cls.category = cls.env["product.category"].create(
            {"name": "Valued", "property_cost_method": "average"}
        )
        cls.valve, cls.pump = cls.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "categ_id": cls.category.id}
                for name in ("Valve", "Pump")
            ]
        )
        cls.valve.standard_price = 25.0
        cls.center = cls.env["mrp.workcenter"].create({"name": "Bench", "costs_hour": 60.0})
        cls.bom = cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.pump.product_tmpl_id.id,
                "bom_line_ids": [Command.create({"product_id": cls.valve.id, "product_qty": 2.0})],
                "operation_ids": [
                    Command.create(
                        {"name": "Join", "workcenter_id": cls.center.id, "time_cycle_manual": 60}
                    )
                ],
            }
        )

    # the host adds the seconds from start to finish, however slow the machine
    @freeze_time("2026-03-02 02:00:00")
    def _make(self):
        with Form(self.env["mrp.production"].with_user(self.maker)) as form:
            form.product_id = self.pump
            form.bom_id = self.bom
            form.product_qty = 1.0
        order = form.record
        order.action_confirm()
        order.qty_producing = 1.0
        order.workorder_ids.button_start()
        order.workorder_ids.button_finish()
        order.workorder_ids.duration = 60.0
        order.move_raw_ids.quantity = 2.0
        order.move_raw_ids.picked = True
        order.button_mark_done()
        return order

    def test_it_is_made_and_valued(self):
        order = self._make()
        self.assertEqual(order.state, "done")
        self.assertEqual(order.workorder_ids.sudo().costs_hour, 60.0)
        # two valves, and an hour of the work center
        self.assertEqual(order.move_finished_ids.sudo().value, 110.0)

    def test_the_costs_are_read_by_who_may_see_costs(self):
        order = self._make()
        shown = {
            order: "extra_cost",
            order.workorder_ids: "costs_hour",
            self.center: "costs_hour",
            self.bom.operation_ids: "cost",
            order.move_finished_ids: "price_unit",
        }
        for records, name in shown.items():
            with self.subTest(records), self.assertRaises(AccessError):
                records.with_user(self.maker).read([name])
            self.assertIn(name, records.with_user(self.boss).read([name])[0])

    def test_the_overview_of_costs_is_refused(self):
        order = self._make()
        reports = (
            ("report.mrp.report_bom_structure", "get_html", self.bom.id),
            ("report.mrp.report_mo_overview", "get_report_values", order.id),
        )
        for model, method, record_id in reports:
            with self.subTest(model), self.assertRaises(AccessError):
                getattr(self.env[model].with_user(self.maker), method)(record_id)

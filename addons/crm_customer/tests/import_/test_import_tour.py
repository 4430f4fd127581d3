from odoo.tests import HttpCase, tagged

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestImportTour(CustomerCommon, HttpCase):
    def test_manager_imports_and_undoes_a_file(self):
        self.env.company.country_id = self.env.ref("base.cn")
        action = self.env.ref("crm_customer.crm_customer_import_action")
        menu = self.env.ref("crm_customer.crm_customer_menu_root")
        self.start_tour(
            f"/odoo/action-{action.id}?menu_id={menu.id}",
            "crm_customer_import_tour",
            login="customer_manager",
            timeout=180,
        )
        job = self.env["crm.customer.import"].search([("file_name", "=", "tour.csv")])
        self.assertEqual(job.state, "undone")
        self.assertEqual(job.user_id, self.user_manager)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "浏览测试有限公司")]))

from odoo.tests import HttpCase, tagged

from ..masking.test_masking import PHONE_NUMBER, MaskingCommon


@tagged("post_install", "-at_install")
class TestAccessTour(MaskingCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.leaver = self._create_user(
            "tour_leaver", "crm_customer.group_customer_own", name="Tour Leaver"
        )
        self.leaver.crm_backup_id = self.user_own
        self.customer = self._create_customer("Tour Access Ltd", user_id=self.leaver.id)
        self.user_own.name = "customer_own"

    def test_admin_reads_why_a_sales_rep_cannot_change_a_colleagues_customer(self):
        self._create_user(
            "tour_admin", "base.group_erp_manager", "crm_customer.group_customer_manager"
        )
        self.env["ir.rule"].create(
            {
                "name": "Customers of others",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "['|', ('user_id', '=', user.id), ('user_id', '=', False)]",
                "perm_read": False,
            }
        )
        self.start_tour("/odoo", "crm_access_explain_tour", login="tour_admin")

    def test_manager_lets_a_colleague_leave(self):
        self.start_tour("/odoo", "crm_access_leaver_tour", login="customer_manager")
        self.assertFalse(self.leaver.active)
        self.assertEqual(self.customer.user_id, self.user_own)

    def test_a_masked_user_reveals_one_value(self):
        url = f"/odoo/crm-customers/{self.blue.id}"
        self.start_tour(url, "crm_access_reveal_tour", login="masked")
        log = self.env["crm.access.reveal"].search([("user_id", "=", self.masked.id)])
        self.assertEqual(log.field_name, "phone")
        self.assertEqual(self.blue.phone, PHONE_NUMBER)

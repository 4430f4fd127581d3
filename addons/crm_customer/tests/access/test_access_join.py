from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestAccessJoin(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._create_user(
            "join_admin", "base.group_erp_manager", "crm_customer.group_customer_manager"
        )
        cls.level = cls.env.ref("crm_customer.group_customer_own")
        cls.team = cls.env["crm.team"].create({"name": "Newcomers"})

    def _join(self, **values):
        return (
            self.env["crm.access.join"]
            .with_user(self.admin)
            .create(
                {
                    "name": "Wang Fang",
                    "login": "wangfang@blue.example.com",
                    "group_ids": [Command.set(self.level.ids)],
                    "is_invited": False,
                }
                | values
            )
        )

    def _joined(self):
        return self.env["res.users"].search([("login", "=", "wangfang@blue.example.com")])

    def test_one_step_makes_a_user_with_role_team_and_back_up(self):
        with Form(self.env["crm.access.join"].with_user(self.admin)) as form:
            form.name = "Wang Fang"
            form.login = "wangfang@blue.example.com"
            form.group_ids.add(self.level)
            form.team_ids.add(self.team)
            form.backup_id = self.user_own
        form.record.is_invited = False
        form.record.action_join()
        user = self._joined()
        self.assertTrue(user.has_group("crm_customer.group_customer_own"))
        self.assertEqual(user.crm_team_ids, self.team)
        self.assertEqual(user.crm_backup_id, self.user_own)
        self.assertEqual(user.email, "wangfang@blue.example.com")
        self.assertEqual(user.company_ids, self.env.company)

    def test_the_time_zone_of_the_company_is_proposed(self):
        self.admin.tz = "Europe/Brussels"
        self.env.company.partner_id.tz = "Asia/Tokyo"
        self._join().action_join()
        self.assertEqual(self._joined().tz, "Asia/Tokyo")

    def test_customers_are_taken_over(self):
        customer = self._create_customer(user_id=self.user_all.id)
        action = self._join(from_user_id=self.user_all.id).action_join()
        self.assertEqual(customer.user_id, self._joined())
        self.assertEqual(action["res_model"], "crm.handover")
        self.assertTrue(self.user_all.active)

    def test_a_login_that_is_taken_is_refused(self):
        with self.assertRaisesRegex(UserError, "logs in"):
            self._join(login="customer_own").action_join()

    def test_other_groups_are_not_given(self):
        group = self.env.ref("base.group_system")
        with self.assertRaisesRegex(UserError, "roles"):
            self._join(group_ids=[Command.set(group.ids)]).action_join()

    def test_customer_managers_create_no_users(self):
        with self.assertRaises(AccessError):
            self.env["crm.access.join"].with_user(self.user_manager).create({"name": "X"})

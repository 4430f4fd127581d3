from lxml import etree
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestResPartner(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Acme Trading")
        cls.customer._crm_assign_code()
        cls.system = cls.env["crm.customer.external.system"].create(
            {"name": "Old ERP", "code": "TEST-ERP"}
        )

    # lifecycle by hand

    def test_pin_without_reason_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.customer.crm_lifecycle_pin = "key_customer"
            self.env.flush_all()

    def test_pin_of_blanks_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.customer.write({"crm_lifecycle_pin": "lost", "crm_lifecycle_pin_reason": "  "})
            self.env.flush_all()

    def test_pin_decides_the_stage_and_is_logged(self):
        customer = self.customer.with_context(tracking_disable=False, mail_notrack=False)
        self.cr.flush()
        customer.write({"crm_lifecycle_pin": "dormant", "crm_lifecycle_pin_reason": "Moved away"})
        self.cr.flush()
        self.assertEqual(self.customer.crm_lifecycle, "dormant")
        values = self.customer.message_ids.sudo().tracking_value_ids
        self.assertIn("Dormant", values.mapped("new_value_char"))
        self.assertIn("Moved away", values.mapped("new_value_char"))

    @users("customer_own")
    def test_unpinning_clears_the_reason(self):
        self.customer.write({"crm_lifecycle_pin": "lost", "crm_lifecycle_pin_reason": "Gone"})
        with Form(self.customer.with_user(self.env.user)) as form:
            form.crm_lifecycle_pin = False
        self.assertFalse(self.customer.crm_lifecycle_pin_reason)

    # former names

    def test_renaming_a_customer_company_records_the_former_name(self):
        self.customer.name = "Acme Group"
        self.assertEqual(self.customer.crm_former_name_ids.mapped("name"), ["Acme Trading"])

    def test_each_former_name_is_recorded_once(self):
        for name in ("Acme Group", "Acme Trading", "Acme Group"):
            self.customer.name = name
        self.assertEqual(
            sorted(self.customer.crm_former_name_ids.mapped("name")),
            ["Acme Group", "Acme Trading"],
        )

    def test_case_and_blanks_make_no_former_name(self):
        self.customer.name = " ACME trading "
        self.assertFalse(self.customer.crm_former_name_ids)

    def test_persons_and_other_contacts_have_no_former_names(self):
        person = self._create_customer("Ann", is_company=False)
        person._crm_assign_code()
        supplier = self._create_customer("Supplier")
        (person | supplier).write({"name": "Renamed"})
        self.assertFalse((person | supplier).crm_former_name_ids)

    @users("customer_own")
    def test_who_may_rename_leaves_the_former_name(self):
        self.customer.user_id = self.user_all
        self.customer.with_user(self.env.user).name = "Acme Group"
        self.assertTrue(self.customer.crm_former_name_ids)

    # external keys

    def _create_key(self, key, partner=None):
        partner = partner or self.customer
        return self.env["crm.customer.external.key"].create(
            {"partner_id": partner.id, "system_id": self.system.id, "key": key}
        )

    def test_key_is_unique_in_its_system(self):
        self._create_key("10045")
        other = self._create_customer("Other")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._create_key(" 10045 ", other)

    def test_system_counts_its_keys(self):
        self._create_key("10045")
        self.assertEqual(self.system.key_count, 1)
        action = self.system.action_open_keys()
        self.assertEqual(self.env[action["res_model"]].search_count(action["domain"]), 1)

    @users("customer_own")
    def test_sales_rep_cannot_add_systems(self):
        with self.assertRaises(AccessError):
            self.env["crm.customer.external.system"].create({"name": "X", "code": "X"})

    # levels

    def test_level_counts_and_opens_its_customers(self):
        level = self.env["crm.customer.level"].create({"name": "Gold"})
        self.customer.crm_level_id = level
        self.assertEqual(level.customer_count, 1)
        self.assertEqual(
            level.action_open_customers()["context"]["search_default_crm_level_id"], level.id
        )

    def test_level_name_is_unique_per_company(self):
        levels = self.env["crm.customer.level"]
        levels.create([{"name": "Gold"}, {"name": "Gold", "company_id": self.company_b.id}])
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            levels.create({"name": "Gold"})

    def test_days_without_contact_cannot_be_negative(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.env["crm.customer.level"].create({"name": "Gold", "follow_up_days": -1})

    @users("customer_manager")
    def test_level_of_another_company_is_hidden(self):
        level = (
            self.env["crm.customer.level"]
            .sudo()
            .create({"name": "Gold", "company_id": self.company_b.id})
        )
        levels = self.env["crm.customer.level"]
        self.assertFalse(levels.search([("id", "=", level.id)]))

    # host users

    @users("customer_plain")
    def test_plain_user_sees_the_host_form_unchanged(self):
        arch = self.env["res.partner"].get_view(view_type="form")["arch"]
        ours = etree.fromstring(arch).xpath("//*[starts-with(@name, 'crm_')]")
        self.assertFalse([node.get("name") for node in ours])

    def test_user_who_creates_contacts_only_can_do_so(self):
        user = self._create_user("creator", "base.group_user", "base.group_partner_manager")
        form = Form(self.env["res.partner"].with_user(user))
        form.name, form.street = "Acme", "广东省深圳市南山区科苑路15号"
        partner = form.save()
        self.assertFalse(partner.crm_code)
        self.assertEqual(partner.street, "广东省深圳市南山区科苑路15号")
        partner.name = "Acme Group"

    @users("customer_own")
    def test_new_customer_form_proposes_company_and_owner(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.res_partner_action_customers"
        )
        context = {"crm_customer": True, "default_is_company": True}
        self.assertIn("'crm_customer': True", action["context"])
        with Form(
            self.env["res.partner"].with_context(default_user_id=self.env.uid, **context)
        ) as form:
            form.name = "New Customer"
            self.assertTrue(form.crm_is_customer)
        self.assertTrue(form.record.crm_code)
        self.assertEqual(form.record.user_id, self.env.user)

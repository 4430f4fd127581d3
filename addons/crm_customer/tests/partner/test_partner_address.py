from odoo.tests import Form, tagged, users

from ..common import CustomerCommon

ADDRESS = "广东省深圳市南山区科苑路15号"


@tagged("post_install", "-at_install")
class TestPartnerAddress(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")
        cls.guangdong = cls.env.ref("base.state_cn_GD")

    def _assert_split(self, partner):
        self.assertEqual(
            (partner.country_id, partner.state_id, partner.city, partner.crm_district),
            (self.china, self.guangdong, "深圳市", "南山区"),
        )
        self.assertEqual(partner.street, "科苑路15号")

    def test_button_splits_the_street(self):
        partner = self._create_customer(street=ADDRESS)
        self.assertTrue(partner.crm_can_split_address)
        partner.action_crm_split_address()
        self._assert_split(partner)
        self.assertFalse(partner.crm_can_split_address)

    @users("customer_own")
    def test_address_put_into_the_street_falls_into_its_parts(self):
        form = Form(self.env["res.partner"])
        form.name, form.street = "Acme", ADDRESS
        self._assert_split(form.save())

    def test_address_abroad_is_left_alone(self):
        partner = self._create_customer(street=ADDRESS, country_id=self.env.ref("base.de").id)
        partner.action_crm_split_address()
        self.assertEqual(partner.street, ADDRESS)

    def test_address_of_another_province_is_left_alone(self):
        partner = self._create_customer(
            street=ADDRESS, state_id=self.env.ref("base.state_cn_BJ").id
        )
        self.assertFalse(partner.crm_can_split_address)

    def test_district_is_printed_before_the_street(self):
        partner = self._create_customer(street=ADDRESS)
        partner.action_crm_split_address()
        self.assertIn("南山区 科苑路15号", partner.contact_address)

    def test_contacts_take_over_the_district(self):
        partner = self._create_customer(street=ADDRESS)
        partner.action_crm_split_address()
        contact = partner.create({"name": "Ann", "parent_id": partner.id})
        self.assertEqual(contact.crm_district, "南山区")

    def test_tax_id_has_its_chinese_name_in_chinese_companies_only(self):
        label = "Unified Social Credit Code"
        self.company_b.country_id = self.china
        partners = self.env["res.partner"]
        for company, expected in ((self.env.company, False), (self.company_b, True)):
            arch = partners.with_company(company).get_view(view_type="form")["arch"]
            self.assertIs(label in arch, expected)

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CustomerCommon

RIGHT = "91110000600037341L"


@tagged("post_install", "-at_install")
class TestPartnerUscc(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")

    def _create_chinese(self, vat=RIGHT, **values):
        return self._create_customer(vat=vat, country_id=self.china.id, **values)

    def test_right_code_is_stored_clean(self):
        partner = self._create_chinese(" 91110000 600037341l")
        self.assertEqual((partner.vat, partner.crm_uscc), (RIGHT, RIGHT))

    def test_wrong_check_character_is_refused_and_named(self):
        with self.assertRaisesRegex(ValidationError, "the last one would be L"):
            self._create_chinese("91110000600037341M")

    def test_short_code_is_refused_with_its_length(self):
        with self.assertRaisesRegex(ValidationError, "16 characters instead of 18"):
            self._create_chinese("9111000060003734")

    def test_company_without_country_is_checked_in_a_chinese_company(self):
        self.env.company.country_id = self.china
        with self.assertRaises(ValidationError):
            self._create_customer(vat="123")

    def test_foreign_company_is_not_checked(self):
        germany = self.env.ref("base.de")
        partner = self._create_customer(vat="DE123", country_id=germany.id)
        self.assertFalse(partner.crm_uscc)

    def test_person_and_no_tax_are_not_checked(self):
        self._create_chinese("110101199003070000", is_company=False)
        self._create_chinese("/")

    def test_check_can_be_switched_off(self):
        self.env.company.crm_check_uscc = False
        self.assertFalse(self._create_chinese("9111000060003734").crm_uscc)

    def test_second_partner_of_one_legal_entity_is_refused_by_name(self):
        self._create_chinese(name="First Steel")
        with self.assertRaisesRegex(ValidationError, "First Steel has"):
            self._create_chinese(name="Steel One")

    def test_archived_legal_entity_is_named_as_such(self):
        self._create_chinese().active = False
        with self.assertRaisesRegex(ValidationError, "archived"):
            self._create_chinese()

    def test_hidden_legal_entity_is_not_named(self):
        self._create_chinese(name="Secret Steel", company_id=self.company_b.id)
        partner = self._create_chinese(company_id=self.env.company.id)
        with self.assertRaisesRegex(ValidationError, "You may not see it") as error:
            partner.with_user(self.user_own).company_id = False
        self.assertNotIn("Secret", str(error.exception))

    def test_two_companies_may_each_have_the_legal_entity(self):
        self._create_chinese(company_id=self.company_b.id)
        self.assertTrue(self._create_chinese(company_id=self.env.company.id).crm_uscc)

    def test_partner_known_before_the_install_counts_too(self):
        first = self._create_chinese(name="Old Steel")
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET crm_uscc = NULL WHERE id = %s", [first.id])
        first.invalidate_recordset(["crm_uscc"])
        with self.assertRaisesRegex(ValidationError, "Old Steel"):
            self._create_chinese()

    def test_database_refuses_what_the_check_did_not_see(self):
        first = self._create_chinese()
        merging = self.env["res.partner"].with_context(crm_merging_ids=first.ids)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            merging.create(
                {
                    "name": "Twin",
                    "is_company": True,
                    "vat": RIGHT,
                    "country_id": self.china.id,
                }
            )

    def test_one_code_for_two_at_once_is_refused(self):
        values = {"is_company": True, "vat": RIGHT, "country_id": self.china.id}
        with self.assertRaisesRegex(ValidationError, "two companies at once"):
            self.env["res.partner"].create([{"name": n} | values for n in ("A", "B")])

    def test_contact_carries_the_tax_id_of_its_company(self):
        company = self._create_chinese()
        contact = self.env["res.partner"].create({"name": "Ann", "parent_id": company.id})
        self.assertEqual(contact.vat, RIGHT)
        self.assertFalse(contact.crm_uscc)

    def test_copy_leaves_the_code_behind(self):
        self.assertFalse(self._create_chinese().copy().vat)

    def test_host_merge_keeps_code_and_legal_entity(self):
        first = self._create_chinese()
        first._crm_assign_code()
        second = self._create_customer("Acme Trading Ltd")
        code = first.crm_code
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((first | second).ids, second)
        self.assertEqual((second.crm_code, second.crm_uscc), (code, RIGHT))

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged, users

from ...tests.common import CustomerCommon


@tagged("post_install", "-at_install")
class TestResPartnerSearch(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"]
        cls.huawei = cls._create_customer(
            "晶澜星宇科技有限公司",
            phone="+86 138 0571 6789",
            vat="TAX-77120",
            ref="R/4711",
            email="info@jinglan.example.com",
            crm_short_name="澜宇",
            crm_former_name_ids=[Command.create({"name": "杭州旧名贸易"})],
        )
        cls.contact = cls._create_customer("单田方", parent_id=cls.huawei.id, is_company=False)
        cls.env.flush_all()

    def _assert_found(self, query, partner):
        self.assertIn(partner, self.partners.search([("display_name", "ilike", query)]), query)

    @users("customer_plain")
    def test_everybody_finds_by_everything(self):
        self.partners = self.env["res.partner"]
        for query in (
            "晶",
            "晶澜",
            "科技",
            "jinglanxingyu",
            "jlxy",
            "澜宇",
            "lanyu",
            "旧名",
            "jiumingmaoyi",
            "6789",
            "13805716789",
            "138 0571 6789",
            "+8613805716789",
            "77120",
            "r4711",
            "R/4711",
            "info@jing",
            "晶澜 6789",
        ):
            self._assert_found(query, self.huawei)
        self._assert_found("shantian", self.contact)
        self._assert_found("stf", self.contact)

    def test_customer_code_finds(self):
        self.huawei.action_crm_make_customer()
        self._assert_found(self.huawei.crm_code, self.huawei)
        self.assertIn(
            self.huawei, self.partners.search([("display_name", "=", self.huawei.crm_code)])
        )

    def test_selection_fields_and_lists_of_other_models_find(self):
        order = self.env["sale.order"].create({"partner_id": self.huawei.id})
        orders = self.env["sale.order"].search([("partner_id", "ilike", "jlxy")])
        self.assertIn(order, orders)
        self.assertNotIn(
            order, self.env["sale.order"].search([("partner_id", "not ilike", "jlxy")])
        )
        found = self.partners.name_search("6789 晶")
        self.assertIn(self.huawei.id, [partner_id for partner_id, _name in found])

    def test_changes_are_found_at_once(self):
        self.huawei.name = "新程科技"
        self.huawei.crm_former_name_ids.filtered(
            lambda former: former.name == "杭州旧名贸易"
        ).name = "苏州更名"
        self._assert_found("xckj", self.huawei)
        self._assert_found("gengming", self.huawei)
        self._assert_found("xinchengkeji", self.contact)
        self.assertNotIn(self.huawei, self.partners.search([("display_name", "ilike", "jiuming")]))

    def test_unrelated_writes_leave_the_key_alone(self):
        self.env.flush_all()
        self.huawei.comment = "Nice people"
        self.assertFalse(self.env.records_to_compute(self.partners._fields["crm_search"]))

    def test_partners_without_key_are_found_the_hosts_way_until_the_cron_ran(self):
        self.env.cr.execute(
            "UPDATE res_partner SET crm_search = NULL WHERE id = %s", [self.huawei.id]
        )
        self._assert_found("晶澜星宇", self.huawei)
        self.assertNotIn(self.huawei, self.partners.search([("display_name", "ilike", "jlxy")]))
        others = self.partners.search([("display_name", "not ilike", "jlxy")])
        self.assertIn(self.huawei, others)
        write_date = self.huawei.write_date
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer.res_partner_cron_fill_search").method_direct_trigger()
        self._assert_found("jlxy", self.huawei)
        self.assertEqual(self.partners._crm_count_unkeyed(), 0)
        self.huawei.invalidate_recordset()
        self.assertEqual(self.huawei.write_date, write_date)

    def test_opposite_is_the_complement(self):
        found = self.partners.search([("display_name", "ilike", "jlxy")])
        others = self.partners.search([("display_name", "not ilike", "jlxy")])
        self.assertEqual(found | others, self.partners.search([]))
        self.assertFalse(found & others)

    def test_exact_name_comes_first(self):
        self._create_customer("AAA Zorgon Holding")
        exact = self._create_customer("Zorgon")
        found = self.partners.name_search("Zorgon", limit=2)
        self.assertEqual(found[0][0], exact.id)
        self.assertEqual(len(found), 2)

    def test_code_comes_first_then_beginnings_of_names(self):
        self.huawei.action_crm_make_customer()
        code = self.huawei.crm_code
        self._create_customer(f"AAA {code}")
        self.assertEqual(self.partners.name_search(code.lower())[0][0], self.huawei.id)
        self._create_customer("AAA Zorgon")
        later = self._create_customer("Zorgon Works")
        self.assertEqual(self.partners.name_search("zorgon", limit=1)[0][0], later.id)
        self.assertEqual(len(self.partners.name_search("zorgon")), 2)

    def test_suggestions_hold_to_the_domain(self):
        person = self._create_customer("Zorgon Person", is_company=False)
        self._create_customer("Zorgon Works")
        found = self.partners.name_search("zorgon", [("is_company", "=", False)])
        self.assertEqual([partner_id for partner_id, _name in found], [person.id])

    def test_hosts_other_ways_are_kept(self):
        for domain in (
            [("display_name", "=", "晶澜星宇科技有限公司")],
            [("display_name", "=like", "晶澜%")],
            [("display_name", "like", "晶澜")],
            [("display_name", "in", ["晶澜星宇科技有限公司"])],
        ):
            self.assertIn(self.huawei, self.partners.search(domain), domain)
        self.assertEqual(
            self.partners.search_count([("display_name", "ilike", "")]),
            self.partners.search_count([]),
        )

    def test_hidden_partners_stay_hidden(self):
        self.huawei.company_id = self.company_b
        self.contact.company_id = self.company_b
        user = self.user_own
        self.assertNotIn(
            self.huawei,
            self.partners.with_user(user).search([("display_name", "ilike", "jlxy")]),
        )

    def test_key_is_nobodys_field(self):
        partners = self.partners.with_user(self.user_manager)
        self.assertNotIn("crm_search", partners.fields_get())
        with self.assertRaises(AccessError):
            partners.browse(self.huawei.id).read(["crm_search"])
        with self.assertRaises(AccessError):
            partners.search([("crm_search", "ilike", "jlxy")])

    def test_copy_has_its_own_key(self):
        copied = self.huawei.copy({"phone": "+86 139 0000 4321"})
        self._assert_found("4321", copied)
        self.assertNotIn(copied, self.partners.search([("display_name", "ilike", "6789")]))

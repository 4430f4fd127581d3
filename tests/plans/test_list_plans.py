"""Lists of a company with many customers are found by an index.

The planner is asked as it is set up, nothing made dear or forbidden, at a number of partners
at which it decides as among a million.
"""

from odoo.tests import TransactionCase, new_test_user, tagged

from tests import volume

from .plan_case import PlanCase

PARTNERS = 25_000
CUSTOMERS = [("crm_code", "!=", False)]
BATCH = 5_000


@tagged("post_install", "-at_install")
class TestListPlans(PlanCase, TransactionCase):
    model = "res.partner"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_customers()
        user = cls.env.ref("base.user_admin")
        cls.env = cls.env(user=user)
        cls.partners = cls.env["res.partner"]

    @classmethod
    def _make_customers(cls):
        cr = cls.env.cr
        cr.execute("SELECT last_value FROM res_partner_id_seq")
        last_id = cr.fetchone()[0]
        # sequences are not rolled back
        cls.addClassCleanup(cr.execute, "SELECT setval('res_partner_id_seq', %s)", [last_id])
        volume.create_partners(cr, PARTNERS)
        volume.create_customers(cr)
        stop = volume.FIRST + PARTNERS + 1
        for start in range(volume.FIRST + 1, stop, BATCH):
            made = range(start, min(start + BATCH, stop))
            cls.env["res.partner"].browse(made)._crm_write_keys()
            cls.env["crm.customer.profile"]._refresh_range(made[0], made[-1])
        cr.execute("ANALYZE res_partner, crm_customer_profile")

    def test_customers_are_read_in_the_order_of_the_list(self):
        self._assert_walks(self._page(CUSTOMERS), "res_partner_crm_customer_idx")

    def test_my_customers_are_read_by_their_owner(self):
        nodes = self._page([*CUSTOMERS, ("user_id", "=", self.env.uid)])
        self._assert_walks(nodes, "res_partner_crm_owner_idx")

    def test_counting_the_customers_of_a_representative_reads_no_others(self):
        """Where the settings hide those of others: the host counts beside each page."""
        groups = "crm_customer.role_sales_rep,crm_customer.group_hide_others"
        rep = new_test_user(self.env, "plan_rep", groups)
        self.env.cr.execute(
            "UPDATE res_partner SET user_id = %(rep)s, crm_owner_id = %(rep)s"
            " WHERE id > %(first)s AND id %% 100 = 0; ANALYZE res_partner",
            {"rep": rep.id, "first": volume.FIRST},
        )
        query = self.partners.with_user(rep)._search(CUSTOMERS, limit=10_001)
        nodes = self._nodes(query.select())
        self.assertIn(("Bitmap Index Scan", "res_partner_crm_owned_idx"), nodes)
        self.assertNotIn(("Seq Scan", "res_partner"), nodes)

    def test_column_of_the_kanban_is_read_in_order(self):
        self._page([*CUSTOMERS, ("crm_lifecycle", "=", "prospect")], limit=40)

    def test_profiles_are_read_by_revenue(self):
        nodes = self._page([], "crm.customer.profile")
        self._assert_walks(nodes, "crm_customer_profile_order_idx")

    def test_rare_terms_are_found_by_the_key(self):
        for term in ("6789", "shsy", "V00012345", "qqzzxx", "三伙亳"):
            nodes = self._page([("display_name", "ilike", term)], limit=200, order="id")
            self.assertIn(("Bitmap Index Scan", "res_partner_crm_search_idx"), nodes, term)

    def test_terms_that_stand_together_are_not_walked_to(self):
        for term in ("重庆", "chongqing", "上海 化工"):
            nodes = self._page([*CUSTOMERS, ("display_name", "ilike", term)])
            self.assertIn(("Bitmap Index Scan", "res_partner_crm_search_idx"), nodes, term)
            self.assertIn(("Sort", None), nodes)

    def test_terms_of_most_customers_are_walked_to(self):
        nodes = self._page([*CUSTOMERS, ("display_name", "ilike", "有限公司")])
        self._assert_walks(nodes, "res_partner_crm_customer_idx")

    def test_sorted_and_walked_pages_have_the_same_order(self):
        domain = [*CUSTOMERS, ("display_name", "ilike", "重庆")]
        self.assertEqual(
            self.partners.search(domain, limit=80).ids, self.partners.search(domain).ids[:80]
        )
        self.assertEqual(
            self.partners.search(domain, limit=20, offset=60).ids,
            self.partners.search(domain).ids[60:80],
        )

    def test_pages_of_ten_and_of_eighty_take_the_same_queries(self):
        names = ("complete_name", "crm_code", "crm_lifecycle", "crm_revenue_12m", "user_id")
        for domain in (CUSTOMERS, [*CUSTOMERS, ("display_name", "ilike", "重庆")]):
            counts = []
            for limit in (80, 10, 80):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                specification = {name: {} for name in names}
                self.partners.web_search_read(
                    domain, specification, limit=limit, count_limit=10_001
                )
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(counts[1], counts[2])

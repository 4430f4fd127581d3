from odoo import SUPERUSER_ID
from odoo.tests import tagged

from odoo.addons.crm_customer.tests.import_.common import ImportCommon

HEADINGS = ["推广计划", "日期", "平台", "消耗", "展现量", "点击量"]
ROWS = [
    ["Spring ads 7", "2026-03-01", "Baidu", "120.50", "10000", "120"],
    ["Spring ads 7", "2026-03-02", "Baidu", "80", "7000", "70"],
    ["Spring ads 7", "2026-03-01", "WeChat", "200", "", ""],
]


@tagged("post_install", "-at_install")
class TestImportCosts(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=SUPERUSER_ID)
        cls.campaign = cls.env["utm.campaign"].create({"title": "Spring ads 7"})
        cls.importer = cls._create_user(
            "cost_importer",
            "crm_customer.group_customer_manager",
            "crm_sales.group_sales_manager",
            tz="Asia/Shanghai",
        )
        cls.other = cls._create_user(
            "customer_importer", "crm_customer.group_customer_manager", tz="Asia/Shanghai"
        )
        cls.env = cls.env(user=cls.importer)

    def _load_rows(self, rows=ROWS, **options):
        return self._load(self._csv(rows, HEADINGS), target="campaign_cost", **options)

    def _costs(self):
        return self.env["crm.sales.campaign.cost"].search(
            [("campaign_id", "=", self.campaign.id)], order="date, platform"
        )

    def test_rows_become_costs(self):
        job = self._load_rows()
        self.assertEqual(job.state, "loaded", job.error)
        costs = self._costs()
        self.assertEqual(costs.mapped("amount"), [120.5, 200, 80])
        self.assertEqual(costs[0].mapped("impressions") + costs[0].mapped("clicks"), [10000, 120])
        self.assertEqual(set(costs.mapped("origin")), {"import"})
        self.assertEqual(set(costs.mapped("kind")), {"advertising"})

    def test_the_same_file_again_changes_nothing(self):
        self._load_rows()
        again = self._check(self._csv(ROWS, HEADINGS), target="campaign_cost")
        self.assertEqual((again.to_create_count, again.to_update_count), (0, 0))
        again.action_load()
        self.assertEqual(sum(self._costs().mapped("amount")), 400.5)

    def test_a_corrected_cost_replaces_the_old_one_where_updates_are_wanted(self):
        self._load_rows()
        row = [*ROWS[1][:3], "95", "7000", "70"]
        job = self._load_rows([row], policy="update_all")
        self.assertEqual((job.created_count, job.updated_count), (0, 1))
        self.assertEqual(sum(self._costs().mapped("amount")), 415.5)

    def test_an_unknown_campaign_is_named(self):
        job = self._check(
            self._csv([["Nobody's plan", *ROWS[0][1:]], ROWS[1]], HEADINGS), target="campaign_cost"
        )
        texts = " ".join(job.issue_ids.mapped("value"))
        self.assertIn("Nobody's plan", texts)
        job.action_load()
        self.assertEqual(self._costs().mapped("amount"), [80])

    def test_a_row_twice_counts_once_and_another_cost_is_refused(self):
        self._load_rows([ROWS[1], ROWS[1]])
        self.assertEqual(self._costs().mapped("amount"), [80])
        job = self._load_rows([ROWS[0], [*ROWS[0][:3], "999", "", ""]])
        self.assertEqual((job.created_count, job.failed_count), (1, 1))

    def test_undo_takes_the_costs_back(self):
        self._load_rows().action_undo()
        self.assertFalse(self._costs())

    def test_who_may_not_enter_costs_imports_none(self):
        env = self.env(user=self.other)
        job = self._check(self._csv(ROWS, HEADINGS), target="campaign_cost", env=env)
        job.action_load()
        self.assertFalse(self._costs())

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ResearchCommon


@tagged("post_install", "-at_install")
class TestResearchRights(ResearchCommon):
    def test_who_sells_reads_findings_and_not_the_study(self):
        finding = self.finding.with_user(self.seller)
        self.assertEqual(finding.name, "Plants fear the changeover")
        with self.assertRaises(AccessError):
            finding.read(["study_id"])
        with self.assertRaises(AccessError):
            self.study.with_user(self.seller).read(["question"])
        with self.assertRaises(AccessError):
            finding.name = "Changed"

    def test_marketing_product_managers_and_sales_managers_write(self):
        product = self._create_user("research_product", "crm_customer.role_product_manager")
        for user in (self.marketer, product, self.sales_manager):
            self.study.with_user(user).question = f"Asked by {user.login}"
        with self.assertRaises(AccessError):
            self.study.with_user(self.head).question = "Asked by who only reads"

    def test_another_company_sees_none(self):
        stranger = self._create_user(
            "research_stranger",
            "crm_customer.role_marketing",
            company_id=self.company_b.id,
            company_ids=[(6, 0, self.company_b.ids)],
        )
        found = self.env["crm.sales.finding"].with_user(stranger)
        self.assertFalse(found.search([("id", "=", self.finding.id)]))

    def test_without_sales_figures_a_product_shows_no_findings(self):
        plain = self._create_user("research_plain", "base.group_user")
        template = self.env["product.template"].create({"name": "Cobot"}).with_user(plain)
        with self.assertRaises(AccessError):
            template.read(["crm_finding_count"])
        self.assertNotIn("crm_view_findings", template.get_view(view_type="form")["arch"])

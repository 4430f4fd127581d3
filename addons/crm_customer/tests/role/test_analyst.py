from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RoleCommon


@tagged("post_install", "-at_install")
class TestAnalyst(RoleCommon):
    """Who makes figures makes them of all, and edits own customers alone."""

    def _make(self, user):
        goal = {
            "kpi_id": self.env.ref("crm_customer.crm_kpi_interactions").id,
            "user_id": self.stranger.id,
            "date_start": "2126-03-01",
            "target": 10,
        }
        segment = {"name": "Of the analyst", "domain": "[('city', '=', 'Nowhere')]"}
        for model, values in (
            ("crm.customer.segment", segment),
            ("crm.kpi.goal", goal),
            ("crm.report.series", {"name": "Of the analyst"}),
        ):
            with self.subTest(model=model):
                yield self.env[model].with_user(user), values

    def test_analysts_and_marketing_make_figures_of_others(self):
        for role in ("data_analyst", "marketing"):
            analyst = self._create_role(role, role)
            for model, values in self._make(analyst):
                self.assertTrue(model.create(values))
            self.assertFalse(self._reach(self.strangers_customer, analyst, "write"))

    def test_sellers_do_not(self):
        for model, values in self._make(self.rep):
            with self.assertRaises(AccessError):
                model.create(values)

from datetime import timedelta

from odoo.tests import HttpCase, tagged

from odoo.addons.crm_customer.tools.kpi.period import period_at

from .common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineTour(PipelineCommon, HttpCase):
    browser_size = "1400x900"

    def test_the_leader_reviews_the_pipeline(self):
        self.env["crm.sales.stage.log"].search([]).unlink()
        leads = self.env["crm.lead"].with_context(tracking_disable=True)
        values = {"type": "opportunity", "team_id": self.team.id, "user_id": self.seller.id}
        values |= {"stage_id": self.first.id, "company_id": self.company.id}
        known = leads.create(values | {"name": "Tour cell", "expected_revenue": 500})
        start = period_at("quarter", self.company._crm_today()).start
        self.days._take(self.company, start - timedelta(days=1))
        known.expected_revenue = 750
        leads.create(values | {"name": "Tour grippers", "expected_revenue": 1000})
        self.days._take(self.company, start)
        self.start_tour("/odoo", "crm_sales_pipeline_tour", login=self.leader.login)

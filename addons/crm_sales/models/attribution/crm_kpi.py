from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider
from odoo.addons.crm_customer.tools.kpi.period import utc_bounds


class CrmKpi(models.Model):
    """What a lead of a campaign costs."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "sales_cost_per_lead": KpiProvider(
                self.env._("Cost per lead of campaigns"),
                "crm.sales.campaign.cost",
                "_provide_cost_per_lead",
                "_records_of_cost_per_lead",
                breakdowns=("company",),
                empty=None,
            )
        }

    def _provide_cost_per_lead(self, windows, company, _breakdown, _keys):
        """Return what campaigns cost by the leads that they brought, and how many these were."""
        campaigns, figures = self.env["utm.campaign"].with_company(company), {}
        for number, window in enumerate(windows):
            if not window:
                continue
            cost = sum(campaigns._crm_get_costs(window.start, window.stop).values())
            # sudo: a number alone
            leads = self.env["crm.lead"].sudo().with_context(active_test=False)
            count = leads.search_count(self._domain_of_campaign_leads(company, window))
            if count:
                figures[number, False] = (cost / count, count)
        return figures

    def _domain_of_campaign_leads(self, company, window):
        start, stop = utc_bounds(window, company._crm_tz())
        return (
            Domain("company_id", "in", [company.id, False])
            & Domain("campaign_id", "!=", False)
            & Domain("create_date", ">=", start)
            & Domain("create_date", "<", stop)
        )

    def _records_of_cost_per_lead(self, window, company, _breakdown, _keys):
        return "crm.lead", self._domain_of_campaign_leads(company, window) & Domain(
            "active", "in", [True, False]
        )

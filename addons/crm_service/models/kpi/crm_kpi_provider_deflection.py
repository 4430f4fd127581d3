from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider
from odoo.addons.crm_customer.tools.kpi.period import utc_bounds

VIEW = "crm.service.article.view"


class CrmKpi(models.Model):
    """How many customers found the answer themselves: in an article, without a ticket."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "service_deflection": KpiProvider(
                self.env._("Customers who helped themselves"),
                VIEW,
                "_provide_deflection",
                "_records_of_deflection",
                breakdowns=("company",),
                empty=None,
            ),
        }

    def _provide_deflection(self, windows, company, breakdown, keys):
        """Of the sessions in which customers read articles, the percentage without a ticket."""
        # as the reader: who may not read what was viewed sees no figure
        views = self.env[VIEW]
        views.check_access("read")
        figures = {}
        for number, window in enumerate(windows):
            if not window:
                continue
            start, stop = utc_bounds(window, company._crm_tz())
            viewed, deflected = views._get_deflection(start, stop, company.ids)
            if viewed:
                figures[number, False] = (100 * deflected / viewed, viewed)
        return figures

    def _records_of_deflection(self, window, company, breakdown, keys):
        start, stop = utc_bounds(window, company._crm_tz())
        return VIEW, (
            Domain("company_id", "=", company.id)
            & Domain("is_customer", "=", True)
            & Domain("date", ">=", start)
            & Domain("date", "<", stop)
        )

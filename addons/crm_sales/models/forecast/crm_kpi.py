from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider


class CrmKpi(models.Model):
    """How near the first forecast of a period came to what was closed in it."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "forecast_accuracy": KpiProvider(
                self.env._("Accuracy of forecasts"),
                "crm.sales.forecast.line",
                "_provide_forecast_accuracy",
                "_records_of_forecast_accuracy",
                empty=None,
            )
        }

    def _provide_forecast_accuracy(self, windows, company, breakdown, keys):
        """Return 100 less the percentage by which what was committed first was wrong, from 0 on.

        Of the periods that end in a window; a period in which nothing was closed has none.
        """
        figures = {}
        for number, window in enumerate(windows):
            if not window:
                continue
            pairs = {}
            lines = self.env["crm.sales.forecast.line"].search(
                self._domain_of_forecast_accuracy(window, company, breakdown, keys)
            )
            for line in lines:
                key = {"user": line.user_id.id, "team": line.team_id.id}.get(breakdown, False)
                said, came, count = pairs.get(key, (0.0, 0.0, 0))
                pairs[key] = (said + line.first_commit, came + line.amount_closed, count + 1)
            for key, (said, came, count) in pairs.items():
                if came:
                    figures[number, key] = (max(0.0, 100 - 100 * abs(said - came) / came), count)
        return figures

    def _domain_of_forecast_accuracy(self, window, company, breakdown, keys):
        paths = {"user": "user_id", "team": "team_id"}
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("breakdown", "=", "user")
            & Domain("submission_count", ">", 0)
            & Domain("date_stop", ">=", window.start)
            & Domain("date_stop", "<=", window.stop)
            & Domain("date_stop", "<", company._crm_today())
        )
        return domain & self._domain_of_split(breakdown, keys, company, window.stop, paths)

    def _records_of_forecast_accuracy(self, window, company, breakdown, keys):
        domain = self._domain_of_forecast_accuracy(window, company, breakdown, keys)
        return "crm.sales.forecast.line", domain

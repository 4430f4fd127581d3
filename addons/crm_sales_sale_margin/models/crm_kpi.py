from odoo import api, models
from odoo.tools import SQL

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider


class CrmKpi(models.Model):
    """The margin of orders, by the shares that persons have in them."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "margin": KpiProvider(
                self.env._("Ordered margin, by shares"),
                "sale.order",
                "_provide_margin",
                "_records_of_credit",
                breakdowns=("company", "team", "user", "segment"),
                is_additive=True,
                is_cumulative=True,
            )
        }

    @api.model
    def _credit_values(self):
        return super()._credit_values() | {"margin": SQL("COALESCE(line.margin, 0)::numeric")}

    def _provide_margin(self, windows, company, breakdown, keys):
        self.env["sale.order.line"].flush_model(["margin"])
        return self._provide_credit(windows, company, breakdown, keys)

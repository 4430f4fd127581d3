from odoo import fields, models

FINANCE = "crm_customer.group_costs"


class CrmKpi(models.Model):
    """KPIs that are for finance alone, such as margins."""

    _inherit = "crm.kpi"

    is_finance = fields.Boolean(
        "Finance Only",
        help="It, and plans, attainment and incentives by it, are seen by who sees costs alone; it "
        "has no goals.",
    )

    def _get_figures(self, windows, company, breakdown="company", keys=None):
        """Return nothing of a KPI for finance to who does not see costs."""
        if self.is_finance and not self.env.su and not self.env.user.has_group(FINANCE):
            return {}
        return super()._get_figures(windows, company, breakdown, keys)

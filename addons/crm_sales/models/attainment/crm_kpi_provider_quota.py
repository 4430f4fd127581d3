from calendar import monthrange
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider


class CrmKpi(models.Model):
    """Quota attainment: ordered revenue by what the approved plan wants of it."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "quota": KpiProvider(
                self.env._("Quota attainment"),
                "crm.sales.plan.line",
                "_provide_quota",
                "_records_of_quota",
                empty=None,
            )
        }

    def _provide_quota(self, windows, company, breakdown, keys):
        """Attained in percent; of a month that lies in part in a window its days count."""
        targets = self._get_quotas(windows, company, breakdown, keys)
        ordered = self.env.ref("crm_sales.crm_kpi_sales_ordered").with_env(self.env)
        figures = ordered._get_figures(windows, company, breakdown, keys)
        return {
            place: (
                100 * figures.get(place, (0.0, 0))[0] / target,
                figures.get(place, (0.0, 0))[1],
            )
            for place, target in targets.items()
            if target
        }

    def _get_quotas(self, windows, company, breakdown, keys):
        """Return ``{(place of the window, id): target}``."""
        wanted = [(number, window) for number, window in enumerate(windows) if window]
        field = {"team": "team_id", "user": "user_id"}.get(breakdown)
        domain = self._domain_of_quota(company)
        if field:
            domain &= Domain(field, "in", keys) if keys is not None else Domain(field, "!=", False)
        groups = self.env["crm.sales.plan.line"]._read_group(
            domain, ["date:day", *([field] if field else [])], ["amount:sum"]
        )
        targets = defaultdict(float)
        for day, *key, amount in groups:
            for number, window in wanted:
                days = monthrange(day.year, day.month)[1]
                first = max(window.start, day)
                last = min(window.stop, day.replace(day=days))
                if first <= last:
                    place = number, key[0].id if key else False
                    targets[place] += amount * ((last - first).days + 1) / days
        return targets

    def _domain_of_quota(self, company):
        kpi = self.env.ref("crm_sales.crm_kpi_sales_ordered")
        return (
            Domain("kpi_id", "=", kpi.id)
            & Domain("company_id", "=", company.id)
            & Domain("state", "in", ["approved", "closed"])
            & Domain("plan_id.dimension", "=", "none")
        )

    def _records_of_quota(self, window, company, breakdown, keys):
        ordered = self.env.ref("crm_sales.crm_kpi_sales_ordered").with_env(self.env)
        return ordered.with_company(company)._get_records(window, company, breakdown, keys)

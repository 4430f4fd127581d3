from dataclasses import dataclass

from odoo import api, models


@dataclass(frozen=True)
class KpiProvider:
    """A calculation by code that KPIs can choose.

    :param label: its name for people
    :param model: what a reader must be allowed to read to see a live figure
    :param figures: name of a private method of ``crm.kpi``, called with (windows, company,
        breakdown, keys) as ``_get_figures`` is, a window being None where a state is not
        known any more; it returns the same
    :param records: name of a private method called with (window, company, breakdown, keys);
        it returns (model, domain) of the records behind the figure, as the reader
    :param breakdowns: for whom it knows figures
    :param empty: the value where it yields nothing
    :param is_additive: the parts add up to the whole
    :param is_cumulative: the figure grows over a period
    :param is_state: the figure is known only for the day on which it is taken
    """

    label: str
    model: str
    figures: str
    records: str
    breakdowns: tuple = ("company", "team", "user")
    empty: float | None = 0.0
    is_additive: bool = False
    is_cumulative: bool = False
    is_state: bool = False


class CrmKpi(models.Model):
    """Calculations by code. Only what ``_kpi_providers`` names is ever called."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        """Return ``{code: KpiProvider}``; other addons extend it."""
        return {}

    def _get_provider(self):
        self.ensure_one()
        return self._kpi_providers()[self.provider]

    def _call_provider(self, windows, company, breakdown, keys):
        provider = self._get_provider()
        if breakdown not in provider.breakdowns:
            return {}
        return getattr(self, provider.figures)(windows, company, breakdown, keys)

    def _get_provider_records(self, window, company, breakdown, keys):
        provider = self._get_provider()
        return getattr(self, provider.records)(window, company, breakdown, keys)

from dataclasses import dataclass

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


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
    :param breakdowns: for whom it knows figures; what its query tells apart by
        ``_sql_split`` and its records by ``_domain_of_split`` may also name the breakdowns of
        other rooms, such as ``segment``
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

    # telling figures apart: what a calculation calls, and other rooms extend
    @api.model
    def _sql_split(self, breakdown, keys, company, columns):
        """Return (key, join, condition), as SQL, of the figures by ``breakdown``.

        The key is the id of whom a row counts for, the join goes behind the tables that
        ``columns`` are of, the condition keeps the rows of ``keys``. By segment a row counts
        for each segment that its customer was in at the end of the day.

        :param keys: ids, None for whoever has a row
        :param columns: ``{breakdown: SQL}`` of what the rows know, and for the segments
            ``customer`` (a commercial partner) and ``day`` (the last one of the window)
        """
        if breakdown == "company":
            return SQL("0"), SQL(), SQL("TRUE")
        key = columns[breakdown]
        return key, SQL(), self._sql_keys(key, keys)

    @api.model
    def _sql_keys(self, key, keys):
        return SQL("TRUE") if keys is None else SQL("%s = ANY(%s)", key, list(keys))

    @api.model
    def _domain_of_split(self, breakdown, keys, company, day, paths):
        """Return the domain of the records that count for ``keys`` on ``day``.

        :param paths: ``{breakdown: path}``, and for the segments ``customer``
        """
        if keys is None or breakdown == "company":
            return Domain.TRUE
        return Domain(paths[breakdown], "in", list(keys))

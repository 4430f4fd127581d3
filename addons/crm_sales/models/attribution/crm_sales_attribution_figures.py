from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.attribution import merge_paths, share_by_markov, share_by_shapley
from .crm_sales_attribution_credit import MODELS
from .crm_sales_attribution_journey import DIRECT

# by what revenue is attributed, and where the journeys have that in order
DIMENSIONS = {
    "campaign": ("campaign_id", "campaigns"),
    "channel": ("channel", "path"),
    "source": ("source_id", None),
    "medium": ("medium_id", None),
}
NONE = "none"  # touches without a campaign, source or medium
PERIOD_MODELS = {"markov": share_by_markov, "shapley": share_by_shapley}


class CrmSalesAttributionCredit(models.Model):
    """What was earned in a period, model by model, read as who looks."""

    _inherit = "crm.sales.attribution.credit"

    @api.model
    def _domain_of_period(self, company, bounds):
        """Return the domain of the credits, or journeys, decided in ``bounds`` (UTC)."""
        return (
            Domain("company_id", "=", company.id)
            & Domain("date", ">=", bounds[0])
            & Domain("date", "<", bounds[1])
        )

    @api.model
    def _domain_of_key(self, dimension, key):
        """Return the domain of the credits of a row of the table."""
        field = DIMENSIONS[dimension][0]
        if key == DIRECT:
            return Domain("channel", "=", DIRECT)
        if key == NONE:
            return Domain(field, "=", False) & Domain("channel", "!=", DIRECT)
        return Domain(field, "=", key)

    @api.model
    def _get_earned(self, company, bounds, dimension):
        """Return what was earned, ``{key: {model: amount}}``, with the number of "deals".

        A key is the id of the campaign, source or medium, the channel, ``none`` or ``direct``.
        By each model all keys together are the revenue of the period, to the cent.
        """
        field, _path = DIMENSIONS[dimension]
        domain = self._domain_of_period(company, bounds)
        known = domain & Domain("channel", "!=", DIRECT)
        direct = domain & Domain("channel", "=", DIRECT)
        figures = [*(f"amount_{model}:sum" for model in MODELS), "journey_id:count_distinct"]
        rows = self._read_group(known, [field], figures)
        rows += [(DIRECT, *sums) for sums in self._read_group(direct, [], figures) if sums[-1]]
        digits, earned = company.currency_id.decimal_places, {}
        for group, *sums, deals in rows:
            earned[self._key_of(group)] = {
                **{model: round(sum_, digits) for model, sum_ in zip(MODELS, sums, strict=True)},
                "deals": deals,
            }
        self._add_period_models(earned, company, bounds, dimension)
        return earned

    def _key_of(self, group):
        """Return the key of a group: a record, a channel, or nothing."""
        if isinstance(group, str):
            return group
        return group.id if group else NONE

    def _add_period_models(self, earned, company, bounds, dimension):
        """Add what Markov and Shapley say, where the journeys know the order."""
        _field, path = DIMENSIONS[dimension]
        if not path:
            return
        rows = self.env["crm.sales.attribution.journey"]._read_group(
            self._domain_of_period(company, bounds) & Domain("touch_count", ">", 0),
            [path, "status"],
            ["__count", "revenue:sum"],
        )
        journeys, digits = merge_paths(rows), company.currency_id.decimal_places
        for name, share in PERIOD_MODELS.items():
            amounts = share(journeys, digits)
            if amounts is None:
                continue
            for step, amount in amounts.items():
                key = (int(step) or NONE) if path == "campaigns" else step
                if amount or key in earned:
                    row = earned.setdefault(key, dict.fromkeys((*MODELS, "deals"), 0))
                    row[name] = amount
            for key, row in earned.items():
                row.setdefault(name, row["first"] if key == DIRECT else 0)

    @api.model
    def _get_payback(self, company, stop, costs, model):
        """Return ``{campaign id: day}`` on which its attributed revenue had covered its costs.

        :param stop: the end of what is looked at (UTC)
        :param costs: ``{campaign id: amount}``; what cost nothing has no such day
        :param model: a name of ``MODELS``
        """
        costs = {key: amount for key, amount in costs.items() if amount > 0}
        if not costs or model not in MODELS:
            return {}
        query = self._search(
            Domain("company_id", "=", company.id)
            & Domain("date", "<", stop)
            & Domain("campaign_id", "in", list(costs))
        )
        earned = query.select(
            SQL.identifier(self._table, "id"),
            SQL.identifier(self._table, "campaign_id"),
            SQL.identifier(self._table, "date"),
            SQL("%s AS amount", SQL.identifier(self._table, f"amount_{model}")),
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT told.campaign_id, min(told.date)
                  FROM (SELECT campaign_id, date,
                               sum(amount) OVER (PARTITION BY campaign_id ORDER BY date, id) AS sum
                          FROM (%(earned)s) credit) told
                  JOIN unnest(%(campaigns)s::int[], %(costs)s::numeric[]) AS spent (id, amount)
                    ON spent.id = told.campaign_id AND told.sum >= spent.amount
                 GROUP BY told.campaign_id
                """,
                earned=earned,
                campaigns=list(costs),
                costs=list(costs.values()),
            )
        )
        return dict(rows)

    @api.model
    def _get_paths(self, company, bounds, limit):
        """Return the commonest journeys: (path, won, lost, revenue), the commonest first."""
        rows = self.env["crm.sales.attribution.journey"]._read_group(
            self._domain_of_period(company, bounds), ["path", "status"], ["__count", "revenue:sum"]
        )
        paths = defaultdict(lambda: [0, 0, 0.0])
        for path, status, number, revenue in rows:
            figures = paths[path or ""]
            figures[0 if status == "won" else 1] += number
            figures[2] += revenue
        ordered = sorted(paths.items(), key=lambda item: (-sum(item[1][:2]), item[0]))
        return [(path, *figures) for path, figures in ordered[:limit]]

from collections import defaultdict
from decimal import Decimal

from odoo import models

from ...tools.forecast.changes import CATEGORIES
from ...tools.forecast.rollup import Figure, Part, roll_up


class CrmSalesForecast(models.Model):
    """All figures of a period at once: a few queries, however many persons there are."""

    _inherit = "crm.sales.forecast"

    def _get_board(self):
        """Return ``{(team, person): {figure: amount}}`` of all lines, from the company down."""
        self.ensure_one()
        sums = self._get_sums()
        lines = {(line.team_id.id, line.user_id.id): line for line in self.line_ids}
        places = lines.keys() | sums.keys()
        results = roll_up(
            {place: self._get_part(lines.get(place), sums[place]) for place in places}
        )
        targets = self._get_targets()
        return {
            place: self._prepare_figures(sums[place], result, targets.get(place, 0.0))
            for place, result in results.items()
        }

    def _get_sums(self):
        """Return ``{(team, person): {category: Decimal}}``; what has no owner is its team's.

        The place of what nobody owns is (team, None).
        """
        sums = defaultdict(lambda: dict.fromkeys(CATEGORIES, Decimal(0)))
        for part in self._get_deals():
            for place in _places(part):
                sums[place][part.category] += part.amount
        return sums

    def _get_part(self, line, sums):
        found = _found(sums)
        if not line:
            return Part(found)
        said = override = None
        if line.is_said:
            said = _figure(line.said_commit, line.said_best_case)
        if line.has_override:
            override = _figure(line.override_commit, line.override_best_case)
        return Part(found, said, override)

    def _prepare_figures(self, sums, result, target):
        return {
            **{f"amount_{name}": float(sums[name]) for name in CATEGORIES},
            "parts_commit": float(result.parts.commit),
            "parts_best_case": float(result.parts.best),
            "counted_commit": float(result.counted.commit),
            "counted_best_case": float(result.counted.best),
            "target": target,
        }

    def _get_leads_of(self):
        """Return ``{(team, person): {opportunity: (category, amount)}}``, by ids."""
        leads = defaultdict(dict)
        for part in self._get_deals():
            for place in _places(part):
                before = leads[place].get(part.lead, (part.category, 0.0))[1]
                amount = round(before + float(part.amount), 6)
                leads[place][part.lead] = (part.category, amount)
        return leads


def _places(part):
    """Return for whom a part counts: company, team and person, each once."""
    places = {(False, False), (part.team, part.user or None)}
    if part.team:
        places.add((part.team, False))
    return places


def _found(sums):
    commit = sums["closed"] + sums["commit"]
    return Figure(commit, commit + sums["best_case"])


def _figure(commit, best):
    return Figure(Decimal(str(commit)), Decimal(str(best)))

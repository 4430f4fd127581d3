from collections import defaultdict
from decimal import Decimal

from odoo import models

from ...tools.forecast.changes import CATEGORIES
from ...tools.forecast.rollup import Figure, Part, roll_up
from .crm_sales_forecast_deals import DealPart


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

    def _get_parts(self):
        """Yield the parts of the deals: of locked teams as they were, else as they are."""
        locked = self.line_ids.filtered(lambda line: line.breakdown == "team" and line.frozen)
        for part in self._get_deals():
            if part.team not in locked.team_id.ids:
                yield part
        for team_line in locked:
            persons = self.line_ids.filtered(
                lambda line, team=team_line.team_id: line.user_id and line.team_id == team
            )
            yield from team_line._get_frozen_parts(persons)

    def _get_sums(self):
        """Return ``{(team, person): {category: Decimal}}``; what has no owner is its team's.

        The place of what nobody owns is (team, None).
        """
        sums = defaultdict(lambda: dict.fromkeys(CATEGORIES, Decimal(0)))
        for part in self._get_parts():
            for place in _places(part):
                sums[place][part.category] += part.amount
        return sums

    def _get_part(self, line, sums):
        found = _found(sums)
        if not line:
            return Part(found)
        said = override = None
        if line.frozen:
            figures = line.frozen["counted_commit"], line.frozen["counted_best_case"]
            return Part(found, override=_figure(*figures))
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
        for part in self._get_parts():
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


class CrmSalesForecastLine(models.Model):
    _inherit = "crm.sales.forecast.line"

    def _get_frozen_parts(self, persons):
        """Yield the parts of a locked team: those of its persons, and what nobody owned."""
        rest = self._get_leads()
        for person in persons:
            for lead, (category, amount) in person._get_leads().items():
                exact = Decimal(str(amount))
                yield DealPart(lead, category, self.team_id.id, person.user_id.id, exact)
                left = round(rest.pop(lead, (category, amount))[1] - amount, 6)
                if left:
                    rest[lead] = (category, left)
        for lead, (category, amount) in rest.items():
            yield DealPart(lead, category, self.team_id.id, False, Decimal(str(amount)))

"""The first targets of a year, from figures of the past. Pure: no ``env``."""

from calendar import monthrange
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo.addons.crm_customer.tools.kpi.period import Period

from .split import Cell, spread


class Draft(NamedTuple):
    """What a draft is made of.

    :param total: target of the year
    :param season: weight of each of the twelve months
    :param weights: twelve figures per row, by which targets are shared
    :param by_month: whether the rows share each month by its own figures, or by their year
    :param teams: team of each row
    :param newcomer: a row without figures weighs so much of its team's average
    :param locked: ``{(row, month): amount}`` of cells that stay
    :param step: smallest part, as decimal text
    """

    total: float
    season: list
    weights: list
    by_month: bool
    teams: list
    newcomer: float
    locked: dict
    step: str


def draft(figures):
    """Return twelve targets per row; together exactly the total, locked cells as they are.

    First the months share the year by season, none less than it has locked; then the rows
    share each month. What a row gets too little by rounding it
    gets in a later month.

    :raise LockedError: a month holds more in locked cells than the year leaves for it
    """
    months = _share_year(figures)
    by_year = fill_up([sum(row) for row in figures.weights], figures.teams, figures.newcomer)
    amounts = [[0.0] * 12 for _row in figures.weights]
    owed = [0.0] * len(amounts)
    for month in range(12):
        weights = [row[month] for row in figures.weights] if figures.by_month else by_year
        for row, amount in enumerate(_share_month(figures, month, months[month], weights, owed)):
            amounts[row][month] = amount
    return amounts


def _share_month(figures, month, total, weights, owed):
    """Return the targets of a month; what rounding owes a row is handed on in ``owed``."""
    places = [(row, month) for row in range(len(weights))]
    free = [row for row, place in enumerate(places) if place not in figures.locked]
    rest = total - sum(figures.locked.get(place, 0.0) for place in places)
    whole = sum(weights[row] for row in free)
    due = list(owed)
    for row in free:
        due[row] += rest * (weights[row] / whole if whole else 1 / len(free))
    cells = [
        Cell(figures.locked.get(place, 0.0), max(due[row], 0.0), place in figures.locked)
        for row, place in enumerate(places)
    ]
    parts = spread(total, cells, figures.step)
    for row in free:
        owed[row] = due[row] - parts[row]
    return parts


def _share_year(figures):
    """Return the target of each month: those that are locked as a whole first."""
    rows = len(figures.weights)
    held = [
        [figures.locked[row, month] for row in range(rows) if (row, month) in figures.locked]
        for month in range(12)
    ]
    cells = [
        Cell(round(sum(amounts), 2), weight, len(amounts) == rows)
        for amounts, weight in zip(held, figures.season, strict=True)
    ]
    return spread(figures.total, cells, figures.step)


def fill_up(weights, teams, newcomer):
    """Return ``weights``, rows without one with a part of the average of their team.

    In a team without any figures, with a part of the average of all.
    """
    known = [weight for weight in weights if weight > 0]
    overall = sum(known) / len(known) if known else 1.0
    means = {}
    for team in set(teams):
        own = [w for w, t in zip(weights, teams, strict=True) if t == team and w > 0]
        means[team] = sum(own) / len(own) if own else overall
    return [
        weight if weight > 0 else newcomer * means[team]
        for weight, team in zip(weights, teams, strict=True)
    ]


def latest_months(months, today, years):
    """Return for each of the latest ``years`` a ``Period`` per month, the latest year last.

    The latest is the last one that is over, of the same month of the calendar and before
    the month of the plan.

    :param months: the first days of the twelve months of a plan
    """
    found = []
    for back in range(years, 0, -1):
        found.append([_latest(day, today, back) for day in months])
    return found


def _latest(day, today, back):
    start = day - relativedelta(years=1)
    while _end(start) >= today:
        start -= relativedelta(years=1)
    start -= relativedelta(years=back - 1)
    return Period(start, _end(start))


def _end(start):
    return start.replace(day=monthrange(start.year, start.month)[1])

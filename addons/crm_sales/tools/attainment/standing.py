"""Where a scope of a plan stands in a period. Pure: no ``env``."""

from typing import NamedTuple

from odoo.addons.crm_customer.tools.kpi import progress

from ..plan.season import expected
from .projection import outlook


class Year(NamedTuple):
    """What holds for all scopes of a plan on a day.

    :param place: of the running month; below 0 before the plan, from 12 on behind it
    :param done: working days of the running month that are over
    :param total: all working days of the running month
    :param kind: of the projection: sum, count or level
    :param more: whether more is better
    :param tolerance: share of what is due, behind which it is at risk
    """

    place: int
    done: int
    total: int
    kind: str
    more: bool
    tolerance: float


class Standing(NamedTuple):
    target: float
    due: float
    attainment: float
    status: str
    gap: float
    projection: object


def judge(year, months, targets, past, value):
    """Return the ``Standing`` of a scope in the period of ``months``.

    :param months: places of the months in the plan, such as ``range(3, 6)``
    :param targets: the twelve targets of the scope
    :param past: (figure, weight) of each month that is over, oldest first
    :param value: what was reached; None where there is no figure
    """
    own = [targets[month] for month in months]
    is_level = year.kind == "level"
    target = sum(own) / len(own) if is_level else sum(own)
    due = _due(year, months, own, target, is_level)
    is_over = year.place > months[-1]
    status = progress.status(
        value,
        target,
        due,
        more=year.more,
        is_cumulative=not is_level,
        is_over=is_over,
        tolerance=year.tolerance,
    )
    if value is None:
        return Standing(target, due, 0.0, status, max(target, 0.0), None)
    return Standing(
        target,
        due,
        progress.attainment(value, target, more=year.more),
        status,
        max(target - value if year.more else 0.0, 0.0),
        None
        if is_over
        else outlook(year.kind, value, target, past, due, target - due, more=year.more),
    )


def _due(year, months, own, target, is_level):
    if is_level:
        return target if year.place >= months[0] else 0.0
    return expected(own, year.place - months[0], year.done, year.total)

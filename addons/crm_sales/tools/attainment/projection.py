"""What will be reached at the end of a period, in seasonal time. Pure: no ``env``.

A year does not run evenly: a December that usually brings twice as much as an August is
longer. So time is counted by what is due: a month lasts as many units as its weight
(working days times seasonal index, or its part of the plan). In that time the figures
run evenly, and the projection of KPI goals applies: a random walk with drift, whose next
``k`` units after ``d`` units in ``n`` steps follow Student's t with n - 1 degrees, centre
k m and scale s sqrt(k + k² / d) (Gelman et al., Bayesian Data Analysis, 3rd edition,
section 3.2); of counts the negative binomial (section 2.6). The steps are months that are
over, of this period and before. With fewer than five months nothing is said.
"""

from odoo.addons.crm_customer.tools.kpi.projection import project

# months before the period that count, at most
HISTORY = 12


def outlook(kind, value, target, past, due, left, *, more=True):
    """Return the ``Projection`` (of ``crm_customer.tools.kpi``) or None.

    :param kind: sum, count or level
    :param value: the figure of the period so far
    :param past: (figure, weight) of each month that is over, oldest first; those before
        the first figure are left out: then there was nothing to measure
    :param due: weight of the period that is over
    :param left: weight of the period that is to come
    """
    if kind == "level":
        return None
    if left <= 0:
        return project(kind, value, target, 1, 1, more=more)
    steps = [step for step in _trim(past) if step[1] > 0][-2 * HISTORY :]
    if kind == "count":
        return project(kind, value, target, due, due + left, more=more) if due > 0 else None
    projection = project("sum", value, target, due, due + left, more=more, steps=steps)
    if projection is None:
        return None
    # what is ordered is not taken back by a bad month
    low, expected = max(projection.low, value), max(projection.expected, value)
    return projection._replace(low=low, expected=expected, high=max(projection.high, expected))


def _trim(past):
    past = list(past)
    while past and not past[0][0]:
        past = past[1:]
    return past

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from odoo import fields, models

from ...tools.kpi.period import Period, previous_periods, rolling, rolling_before
from ...tools.kpi.progress import attainment, status, target_to_date
from ...tools.kpi.projection import project

HISTORY = 12
# what a goal keeps of its latest figures
FIGURE_FIELDS = (
    *("status", "value", "has_value", "value_date", "target_to_date", "attainment"),
    *("is_projected", "probability", "projected", "projected_low", "projected_high"),
)


class CrmKpiGoal(models.Model):
    """The figures of goals: all of one KPI and kind of scope in one query."""

    _inherit = "crm.kpi.goal"
    _sealed_fields = frozenset(
        {*FIGURE_FIELDS, "history", "date_snapshot", "is_closed", "is_alerted"}
    )

    history = fields.Json(
        readonly=True, copy=False, help="The own figures of the periods before, oldest first."
    )
    is_projected = fields.Boolean(readonly=True, copy=False)
    probability = fields.Float(
        "Probability (%)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 0),
        help="Of reaching the target, from the figures and working days so far.",
    )
    projected = fields.Float("Expected at the End", readonly=True, copy=False, digits=(16, 2))
    projected_low = fields.Float(
        "At Least (80 %)", readonly=True, copy=False, digits=(16, 2), help="Lower end, 80 %."
    )
    projected_high = fields.Float(
        "At Most (80 %)", readonly=True, copy=False, digits=(16, 2), help="Upper end, 80 %."
    )

    def _get_key(self):
        """Return the id of whom the figure is told for, False for the company."""
        self.ensure_one()
        field = self.env["crm.kpi"]._kpi_breakdowns()[self.breakdown][0]
        return self[field].id if field else False

    def _get_window(self, day):
        """Return the ``Period`` whose figure counts on ``day``, None before the goal begins."""
        self.ensure_one()
        if day < self.date_start:
            return None
        day = min(day, self.date_stop)
        if self.period == "rolling":
            return rolling(day, self.rolling_days)
        return Period(self.date_start, day)

    def _get_values(self, windows):
        """Return ``{goal: [(value or None, number of records)]}`` for windows of each goal.

        One query per KPI, company and breakdown. The rights are those of ``self.env``.

        :param windows: ``{goal: [Period or None]}``
        """
        groups = defaultdict(lambda: self.browse())
        for goal in self:
            groups[goal.kpi_id, goal.company_id, goal.breakdown] |= goal
        values = {}
        for (kpi, company, breakdown), goals in groups.items():
            places = {}
            for goal in goals:
                for window in filter(None, windows[goal]):
                    places.setdefault(window, len(places))
            keys = list({goal._get_key() for goal in goals})
            figures = kpi._get_figures(list(places), company, breakdown, keys)
            empty = (kpi._get_empty_value(), 0)
            known = kpi._get_known(list(places), company)
            for goal in goals:
                key = goal._get_key()
                values[goal] = [
                    figures.get((places[window], key), empty)
                    if window and known[places[window]]
                    else (None, 0)
                    for window in windows[goal]
                ]
        return values

    # latest figures
    def _refresh(self):
        """Bring the latest figures up to date; a snapshot is something else."""
        goals = self.sudo()  # sudo: the figures are those of the scope, see the class
        days = {goal: min(goal.company_id._crm_today(), goal.date_stop) for goal in goals}
        for goal, figures in goals._evaluate(days).items():
            goal._write_figures(figures)

    def _write_figures(self, figures):
        self.with_context(tracking_disable=True).write(
            {name: figures[name] for name in FIGURE_FIELDS}
        )

    def _evaluate(self, days):
        """Return ``{goal: values of FIGURE_FIELDS and record_count}`` as of ``days[goal]``.

        A day that is not over yet counts with what it has, but nothing is due for it.
        """
        values = self._get_values({goal: [goal._get_window(days[goal])] for goal in self})
        points = self._get_points(days)
        calendars = self._get_calendars()
        return {
            goal: goal._judge(
                days[goal], values[goal][0], points.get(goal, []), calendars[goal.company_id]
            )
            for goal in self
        }

    def _judge(self, day, figure, points, calendar):
        value, count = figure
        done, total = self._get_working_days(day, calendar)
        kpi, more = self.kpi_id, self.direction == "more"
        is_cumulative = self._is_cumulative()
        baseline = self.baseline if self.has_baseline else None
        share = done / total
        due = target_to_date(self.target, share, is_cumulative=is_cumulative, baseline=baseline)
        is_over = day >= self.date_stop and self.company_id._crm_today() > self.date_stop
        figures = {
            "value": value or 0.0,
            "has_value": value is not None,
            "value_date": day,
            "record_count": count,
            "target_to_date": due,
            "attainment": 0.0,
            "status": status(
                value,
                self.target,
                due,
                more=more,
                is_cumulative=is_cumulative,
                is_over=is_over,
                tolerance=self.company_id.crm_kpi_tolerance / 100,
            ),
        }
        projection = None
        if value is not None:
            figures["attainment"] = attainment(value, self.target, more=more)
            kind = kpi._get_projection_kind() if is_cumulative else "level"
            done = total if is_over else done
            if day < self.company_id._crm_today():  # a day that is not over is no step
                points = [*points, (day, value)]
            steps = self._to_steps(points, calendar) if self._needs_steps() else ()
            projection = project(kind, value, self.target, done, total, more=more, steps=steps)
        return figures | self._prepare_projection(projection)

    def _prepare_projection(self, projection):
        if not projection:
            names = ("probability", "projected", "projected_low", "projected_high")
            return dict.fromkeys(names, 0.0) | {"is_projected": False}
        return {
            "is_projected": True,
            "probability": 100 * projection.probability,
            "projected": self._clamp(projection.expected),
            "projected_low": self._clamp(projection.low),
            "projected_high": self._clamp(projection.high),
        }

    def _clamp(self, value):
        """Keep an outlook where figures can be: nothing is counted below 0, no share over 100."""
        if self.kpi_id.measure not in ("sum", "avg", "median"):
            value = max(value, 0.0)
        return min(value, 100.0) if self.unit == "percent" else value

    def _is_cumulative(self):
        """A rolling figure is a level, whatever it counts."""
        return self.period != "rolling" and self.kpi_id._is_cumulative()

    def _get_calendars(self):
        """Return ``{company: WorkCalendar}`` that holds all the days of these goals."""
        return {
            company: self.env["crm.workday"]._compiled(
                company,
                start=min(goals.mapped("date_start")) - timedelta(days=1),
                end=max(goals.mapped("date_stop")),
            )
            for company, goals in self.grouped("company_id").items()
        }

    def _get_working_days(self, day, calendar):
        """Return (over by the end of ``day``, all): the working days of the goal.

        Today is not over. Where nobody works in the whole period, all days count.
        """
        day = min(day, self.company_id._crm_today() - timedelta(days=1), self.date_stop)
        before = self.date_start - timedelta(days=1)
        day = max(day, before)
        total = calendar.working_days_between(before, self.date_stop)
        if total:
            return calendar.working_days_between(before, day), total
        return (day - before).days, (self.date_stop - before).days

    def _get_points(self, days):
        """Return ``{goal: [(day, figure)]}`` of the snapshots before ``days[goal]``."""
        goals = self.filtered(lambda goal: goal._needs_steps())
        rows = self.env["crm.kpi.value"]._read_group(
            [("goal_id", "in", goals.ids), ("has_value", "=", True)],
            ["goal_id", "date:day"],
            ["value:sum"],
            order="goal_id, date:day",
        )
        points = defaultdict(list)
        for goal, day, value in rows:
            if fields.Date.to_date(day) < days[goal]:
                points[goal].append((fields.Date.to_date(day), value))
        return points

    def _needs_steps(self):
        return not self._is_cumulative() or self.kpi_id._get_projection_kind() == "sum"

    def _to_steps(self, points, calendar):
        """Return ``[(change, working days)]`` between snapshots; days off join the next one."""
        if points and self._is_cumulative():
            points = [(self.date_start - timedelta(days=1), 0.0), *points]
        steps, change = [], 0.0
        last = points and points[0][0]
        for (_day, before), (day, after) in pairwise(points):
            change += after - before
            took = calendar.working_days_between(last, day)
            if took:
                steps.append((change, took))
                change, last = 0.0, day
        return steps

    # periods before
    def _load_history(self):
        """Fetch the own figures of the last periods: what a target is measured against."""
        goals = self.sudo()  # sudo: as the figures of the goal itself
        values = goals._get_values({goal: goal._get_past_windows() for goal in goals})
        for goal in goals:
            past = [value for value, _count in values[goal] if value is not None]
            goal.with_context(tracking_disable=True).history = goal._trim_history(past)

    def _trim_history(self, past):
        """Forget the zeros before the first figure: then there was nothing to measure."""
        while past and not past[0]:
            past = past[1:]
        return past

    def _get_past_windows(self):
        self.ensure_one()
        if self.period == "rolling":
            return rolling_before(
                self.date_start - timedelta(days=1), self.rolling_days, HISTORY - 1
            ) + [rolling(self.date_start - timedelta(days=1), self.rolling_days)]
        period = Period(self.date_start, self.date_stop)
        setting = self.company_id._crm_period_setting()
        return previous_periods(self.period, period, HISTORY, setting)

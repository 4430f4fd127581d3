from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.kpi.period import period_at

LEVELS = ("company", "team", "user")


class CrmSalesPlan(models.Model):
    """An approved plan sets the KPI goals of the company, the teams and the persons."""

    _inherit = "crm.sales.plan"

    def _write_goals(self):
        """Set the goals of a plan (sudo); those of scopes that are gone are archived."""
        self.ensure_one()
        if self.kpi_id.is_finance:
            return
        targets = self._get_goal_targets()
        goals = self._get_present_goals()
        gone = goals.filtered(
            lambda goal: goal._get_plan_place() not in targets and goal.sales_plan_id
        )
        gone.active = False
        known = {goal._get_plan_place(): goal for goal in goals - gone}
        for level in LEVELS:
            self._write_goals_of(level, targets, known)

    def _get_goal_targets(self):
        """Return ``{(level, id, period, first day): target}``."""
        kinds = [self.year_kind, self.goal_period]
        setting = self.company_id._crm_period_setting()
        cells = defaultdict(list)
        levels = self._get_levels()
        for line in self.line_ids:
            for kind in kinds:
                if kind == "none":
                    continue
                period = period_at(kind, line.date, setting)
                if period.start < self.date_start or period.stop > self.date_stop:
                    continue  # a quarter that reaches into another fiscal year
                for level, key in self._get_scopes(line, levels):
                    cells[level, key, kind, period.start].append(line.amount)
        return {
            place: round(sum(amounts) / (1 if self.is_additive else len(amounts)), 2)
            for place, amounts in cells.items()
        }

    def _get_levels(self):
        """Return the levels for which the KPI knows figures."""
        return [level for level in LEVELS if self.kpi_id._can_break_down(level)]

    def _get_scopes(self, line, levels):
        """Yield (level, id) of whom a cell counts for."""
        yield "company", False
        if line.team_id and "team" in levels:
            yield "team", line.team_id.id
        if line.user_id and "user" in levels:
            yield "user", line.user_id.id

    def _get_present_goals(self):
        """Return the goals of the KPI in the year, whoever made them."""
        kinds = [self.year_kind, self.goal_period]
        return self.env["crm.kpi.goal"].search(
            Domain("kpi_id", "=", self.kpi_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("breakdown", "in", LEVELS)
            & Domain("period", "in", kinds)
            & Domain("date_start", ">=", self.date_start)
            & Domain("date_stop", "<=", self.date_stop),
            order="id desc",
        )

    def _write_goals_of(self, level, targets, known):
        """Set the goals of one level; new ones are made for periods that are not over."""
        missing = []
        for place, target in targets.items():
            if place[0] != level:
                continue
            goal = known.get(place)
            if goal is None:
                missing.append((place, target))
                continue
            goal.sales_plan_id = self
            if goal.target != target:
                goal.target = target
        today = self.company_id._crm_today()
        setting = self.company_id._crm_period_setting()
        new = [
            (place, target)
            for place, target in missing
            if period_at(place[2], place[3], setting).stop >= today
        ]
        teams = self._get_teams_of_users()
        # many at once: that the plan has made them is told by the plan
        model = self.env["crm.kpi.goal"].with_context(tracking_disable=True)
        goals = model.create(
            [self._prepare_goal(place, target, known, teams) for place, target in new]
        )
        known.update({place: goal for (place, _target), goal in zip(new, goals, strict=True)})

    def _prepare_goal(self, place, target, known, teams):
        level, key, kind, start = place
        team = self.env["crm.team"].browse(key if level == "team" else False)
        user = self.env["res.users"].browse(key) if level == "user" else team.user_id
        parents = [("company", False, kind, start)]
        if level == "user":
            parents.insert(0, ("team", teams.get(key), kind, start))
        parent = next((known[one] for one in parents if one in known and level != one[0]), None)
        return {
            "kpi_id": self.kpi_id.id,
            "company_id": self.company_id.id,
            "breakdown": level,
            "team_id": team.id,
            "user_id": (user or self.user_id).id,
            "period": kind,
            "date_start": start,
            "target": target,
            "parent_id": parent.id if parent else False,
            "sales_plan_id": self.id,
        }

    def _get_teams_of_users(self):
        """Return ``{user id: team id}``: the team of the last month planned of each person."""
        return {
            line.user_id.id: line.team_id.id
            for line in self.line_ids.sorted("date")
            if line.user_id
        }

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_repr, format_amount, format_date, formatLang


class CrmKpiGoal(models.Model):
    """What people see and press: figures as text, the chart, records, parts."""

    _inherit = "crm.kpi.goal"

    value_text = fields.Char("Actual Figure", compute="_compute_texts")
    target_text = fields.Char("Target Figure", compute="_compute_texts")
    due_text = fields.Char("Due Figure", compute="_compute_texts")
    projection_text = fields.Char("Outlook", compute="_compute_texts")
    graph = fields.Text("Chart", compute="_compute_graph")
    has_graph = fields.Boolean(compute="_compute_graph")
    value_count = fields.Integer("Snapshots", compute="_compute_value_count")
    # as the reader
    is_live = fields.Boolean(compute="_compute_live")
    live_text = fields.Char(
        "Live Figure",
        compute="_compute_live",
        help="By the records that you may read, at this moment.",
    )

    @api.depends(
        *("value", "has_value", "target", "target_to_date", "kpi_id", "is_projected"),
        *("probability", "projected", "projected_low", "projected_high"),
    )
    @api.depends_context("lang")
    def _compute_texts(self):
        for goal in self:
            goal.value_text = goal._format(goal.value) if goal.has_value else self.env._("no data")
            goal.target_text = goal._format(goal.target)
            goal.due_text = goal._format(goal.target_to_date)
            goal.projection_text = goal._get_projection_text() if goal.is_projected else False

    def _get_projection_text(self):
        return self.env._(
            "%(probability)s %% likely; %(expected)s at the end (80 %%: %(low)s to %(high)s)",
            probability=round(self.probability),
            expected=self._format(self.projected),
            low=self._format(self.projected_low),
            high=self._format(self.projected_high),
        )

    def _format(self, value):
        """Return ``value`` with the unit of the KPI, as people write it."""
        kpi = self.kpi_id
        if kpi.unit == "currency" and self.currency_id:
            return format_amount(self.env, round(value), self.currency_id, trailing_zeroes=False)
        text = formatLang(self.env, value, digits=kpi.digits)
        pattern = {
            "percent": self.env._("%(value)s %%", value=text),
            "days": self.env._("1 day") if value == 1 else self.env._("%(value)s days", value=text),
            "hours": self.env._("1 hour")
            if value == 1
            else self.env._("%(value)s hours", value=text),
        }
        return pattern.get(kpi.unit, text)

    def _compute_graph(self):
        """The snapshots as the line of a small chart."""
        rows = self.env["crm.kpi.value"].search_fetch(
            [("goal_id", "in", self.ids), ("has_value", "=", True)],
            ["goal_id", "date", "value"],
            order="goal_id, date",
        )
        points = rows.grouped("goal_id")
        for goal in self:
            values = [
                {
                    "x": format_date(self.env, row.date),
                    "y": float(float_repr(row.value, goal.kpi_id.digits)),
                    "name": format_date(self.env, row.date),
                }
                for row in points.get(goal._origin, ())
            ]
            goal.has_graph = len(values) > 1
            series = {"values": values, "key": goal.kpi_id.name or "", "is_sample_data": False}
            goal.graph = json.dumps([series])

    def _compute_value_count(self):
        groups = self.env["crm.kpi.value"]._read_group(
            [("goal_id", "in", self.ids)], ["goal_id"], ["__count"]
        )
        counts = {goal.id: count for goal, count in groups}
        for goal in self:
            goal.value_count = counts.get(goal._origin.id, 0)

    @api.depends_context("uid")
    def _compute_live(self):
        """The figure of this moment, by the records that the reader may read."""
        goals = self.filtered(lambda goal: goal._origin and goal._can_read_records())
        windows = {
            goal: [goal._get_window(min(goal.company_id._crm_today(), goal.date_stop))]
            for goal in goals
        }
        values = goals._get_values(windows)
        for goal in self:
            value = values[goal][0][0] if goal in values else None
            goal.is_live = goal in goals
            goal.live_text = goal._format(value) if value is not None else False

    def _can_read_records(self):
        """Whether the reader may read the model behind the figure at all."""
        names = self.kpi_id._get_model_names()
        return all(name in self.env and self.env[name].has_access("read") for name in names)

    # actions
    def action_refresh(self):
        """Bring the latest figures up to date, without a snapshot."""
        self.check_access("read")
        self._refresh()

    def action_open_records(self):
        """Open exactly the records behind the live figure, as the reader."""
        self.ensure_one()
        self.check_access("read")
        day = min(self.company_id._crm_today(), self.date_stop)
        return self._get_records_action_on(day, self.name)

    def _get_records_action_on(self, day, name):
        """Return the action of today's matches of the window that ended on ``day``.

        :raise UserError: the goal has not begun
        """
        window = self._get_window(day)
        if not window:
            raise UserError(self.env._("This goal has not begun yet."))
        kpi = self.kpi_id.with_company(self.company_id)
        model, domain = kpi._get_records(window, self.company_id, self.breakdown, [self._get_key()])
        self.env[model].check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"active_test": False} if model == "mail.activity" else {},
        }

    def action_view_values(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_kpi_value_action")
        return action | {
            "domain": [("goal_id", "=", self.id)],
            "views": [(False, "graph"), (False, "list"), (False, "pivot"), (False, "form")],
            "context": {},
        }

    def action_view_parts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_kpi_goal_action")
        return action | {
            "domain": [("parent_id", "=", self.id)],
            "context": {"default_parent_id": self.id, "default_kpi_id": self.kpi_id.id},
        }

    def action_split(self):
        """Split the target over the teams or persons below."""
        self.ensure_one()
        self.check_access("write")
        wizard = self.env["crm.kpi.split"].create({"goal_id": self.id})
        return wizard._get_action()

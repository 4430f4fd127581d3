from odoo import fields, models


class CrmKpiSplitLine(models.TransientModel):
    """What one team or person shall reach of a goal."""

    _name = "crm.kpi.split.line"
    _description = "Part of a Goal"

    wizard_id = fields.Many2one("crm.kpi.split", required=True, ondelete="cascade")
    team_id = fields.Many2one("crm.team", "Sales Team")
    user_id = fields.Many2one("res.users", "Person")
    last_value = fields.Float("Last Period", readonly=True, digits=(16, 2))
    target = fields.Float("Target Value", digits=(16, 2))

    def _prepare_goal(self):
        goal = self.wizard_id.goal_id
        return {
            "kpi_id": goal.kpi_id.id,
            "parent_id": goal.id,
            "company_id": goal.company_id.id,
            "breakdown": "team" if self.team_id else "user",
            "team_id": self.team_id.id,
            "user_id": (self.user_id or self.team_id.user_id or goal.user_id).id,
            "period": goal.period,
            "rolling_days": goal.rolling_days,
            "date_start": goal.date_start,
            "date_stop": goal.date_stop,
            "target": self.target,
        }

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools.kpi.share import split


class CrmKpiSplit(models.TransientModel):
    """Splits a goal over the teams or persons below, so that the parts add up exactly."""

    _name = "crm.kpi.split"
    _description = "Split a Goal"

    goal_id = fields.Many2one("crm.kpi.goal", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="goal_id.currency_id")
    level = fields.Selection(
        [("team", "Sales Teams"), ("user", "Persons")],
        "Split Over",
        required=True,
        compute="_compute_level",
        store=True,
        readonly=False,
        precompute=True,
    )
    method = fields.Selection(
        [("equal", "Everybody the same"), ("last", "As the last period was shared")],
        "How",
        required=True,
        default="equal",
    )
    total = fields.Float("To Split", compute="_compute_total", digits=(16, 2))
    left = fields.Float("Still to Split", compute="_compute_left", digits=(16, 2))
    line_ids = fields.One2many("crm.kpi.split.line", "wizard_id", "Parts")

    @api.depends("goal_id")
    def _compute_level(self):
        for wizard in self:
            wizard.level = "team" if wizard.goal_id.breakdown == "company" else "user"

    @api.depends("goal_id")
    def _compute_total(self):
        for wizard in self:
            goal = wizard.goal_id
            wizard.total = goal.unassigned if goal.child_count else goal.target

    @api.depends("line_ids.target", "total")
    def _compute_left(self):
        for wizard in self:
            wizard.left = round(wizard.total - sum(wizard.line_ids.mapped("target")), 2)

    @api.onchange("level", "method")
    def _onchange_parts(self):
        """Propose a part for everybody below."""
        for wizard in self:
            receivers = wizard._get_receivers()
            last = wizard._get_last(receivers)
            weights = [
                max(last[receiver.id], 0) if wizard.method == "last" else 1
                for receiver in receivers
            ]
            parts = []
            if receivers:
                parts = split(wizard.total, weights, wizard.goal_id.kpi_id.digits)
            wizard.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        f"{wizard.level}_id": receiver.id,
                        "last_value": last[receiver.id],
                        "target": part,
                    }
                )
                for receiver, part in zip(receivers, parts, strict=True)
            ]

    def _get_receivers(self):
        """Return the teams or persons below the goal that have no part yet."""
        goal = self.goal_id
        company = Domain("company_id", "in", [False, goal.company_id.id])
        # sudo: who belongs to which team is no secret among colleagues
        teams = goal.team_id.sudo() or self.env["crm.team"].sudo().search(company)
        if self.level == "team":
            return teams.sudo(False) - goal.child_ids.team_id
        members = teams.crm_team_member_ids.user_id.filtered("active").sudo(False)
        return members - goal.child_ids.filtered(lambda part: part.breakdown == "user").user_id

    def _get_last(self, receivers):
        """Return ``{id: figure of the period before}``."""
        goal = self.goal_id
        if not goal.has_access("write"):
            return dict.fromkeys(receivers.ids, 0.0)
        window = goal._get_past_windows()[-1]
        # sudo: the figures of what the goal's editor leads, as those of the goal itself
        figures = goal.kpi_id.sudo()._get_figures(
            [window], goal.company_id, self.level, receivers.ids
        )
        return {receiver.id: figures.get((0, receiver.id), (0.0, 0))[0] for receiver in receivers}

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Split a Goal"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_goal()
        wizards.filtered(lambda wizard: not wizard.line_ids)._onchange_parts()
        return wizards

    def _check_goal(self):
        """Refuse goals that nobody may split.

        :raise AccessError: the user may not edit the goal, or not read it
        :raise UserError: the parts of the goal would not add up
        """
        for goal in self.goal_id:
            goal.check_access("write")
            if goal.breakdown not in ("company", "team") or not goal.kpi_id.is_additive:
                raise UserError(
                    self.env._(
                        "Only goals of a company or team can be split, of KPIs whose parts add "
                        "up: the parts of an average, for one, do not."
                    )
                )

    def action_split(self):
        """Make a goal of each line; they are parts of the goal."""
        self.ensure_one()
        self._check_goal()
        lines = self.line_ids.filtered("target")
        if not lines:
            raise UserError(self.env._("There is nobody to split this goal over."))
        self.env["crm.kpi.goal"].create([line._prepare_goal() for line in lines])
        return self.goal_id.action_view_parts()

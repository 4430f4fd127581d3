from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmServiceStage(models.Model):
    """A step of a ticket; whether the clock runs, waits or has ended in it."""

    _name = "crm.service.stage"
    _description = "Ticket Stage"
    _inherit = "crm.cached.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    team_ids = fields.Many2many(
        "crm.service.team",
        string="Service Teams",
        help="The teams that use this stage; empty: all of them.",
    )
    is_waiting = fields.Boolean(
        "Waiting",
        help="The customer or somebody outside has to act: the clock stands still.",
    )
    is_closed = fields.Boolean("Closing", help="The ticket is done: the clock has ended.")
    fold = fields.Boolean("Folded", help="Folded in the kanban.")
    description = fields.Text(translate=True, help="When a ticket belongs in this stage.")

    _kind_valid = models.Constraint(
        "CHECK(NOT (is_waiting AND is_closed))",
        "In a stage a ticket either waits or is closed, not both.",
    )

    def write(self, vals):
        """What the clocks of tickets have counted rests on what their stages were."""
        changed = {name for name in ("is_waiting", "is_closed") if name in vals}
        for stage in self:
            if any(stage[name] != bool(vals[name]) for name in changed):
                stage._check_unused()
        return super().write(vals)

    def _check_unused(self):
        """:raise UserError: tickets are in this stage"""
        tickets = self.env["crm.service.ticket"].sudo().with_context(active_test=False)
        # sudo: tickets that the user does not see count as well
        if tickets.search_count([("stage_id", "=", self.id)], limit=1):
            raise UserError(
                self.env._(
                    "Tickets are in the stage %(stage)s, and their clocks count by what it is. "
                    "Move them to another stage first, or make a new stage.",
                    stage=self.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for stage in self:
            stage._check_unused()

from odoo import api, fields, models
from odoo.exceptions import AccessError

SHOWN = 200


class CrmServiceHoursPreview(models.TransientModel):
    """The deadlines that changed working hours would move, before they hold."""

    _name = "crm.service.hours.preview"
    _description = "Preview of Changed Working Hours"

    hours_id = fields.Many2one(
        "crm.service.hours", readonly=True, ondelete="cascade", string="Working Hours"
    )
    owner_name = fields.Char(related="hours_id.owner_name")
    move_ids = fields.One2many(
        "crm.service.hours.move", "preview_id", "Deadlines That Move", readonly=True
    )
    later_count = fields.Integer("Moved Back", readonly=True)
    earlier_count = fields.Integer("Moved Forward", readonly=True)
    overdue_count = fields.Integer(
        "Missed at Once", readonly=True, help="The new deadline is over already."
    )

    @api.model
    def _open_for(self, owner):
        """Return the preview of what waits for ``owner``, a team or a policy.

        :raise AccessError: the user does not configure the service
        """
        if not self.env.user.has_group("crm_service.group_service_manager"):
            raise AccessError(self.env._("Only a manager of the service applies working hours."))
        # changes of the last minutes count as well
        owner._watch_hours()
        # sudo: clocks of tickets that the manager does not see move as well; they are counted
        moves = owner.sudo()._get_moves() if owner._get_waiting() else []
        now = fields.Datetime.now()
        return self.create(
            {
                "hours_id": owner._get_waiting().id,
                "later_count": sum(after > before for _clock, before, after in moves),
                "earlier_count": sum(after < before for _clock, before, after in moves),
                "overdue_count": sum(after < now for _clock, _before, after in moves),
                "move_ids": [
                    fields.Command.create(
                        {
                            "ticket_id": clock.ticket_id.id,
                            "sla_id": clock.sla_id.id,
                            "deadline": before,
                            "new_deadline": after,
                            "is_earlier": after < before,
                        }
                    )
                    for clock, before, after in moves[:SHOWN]
                ],
            }
        )

    def action_apply(self):
        """Let the changed hours hold from now on."""
        self.hours_id._get_owner()._apply_hours()
        return {"type": "ir.actions.act_window_close"}

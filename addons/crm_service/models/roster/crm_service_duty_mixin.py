from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmServiceDutyMixin(models.AbstractModel):
    """Who of a service team is on duty."""

    _name = "crm.service.duty.mixin"
    _description = "Duty in a Service Team"

    team_id = fields.Many2one("crm.service.team", "Service Team", required=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', member_ids)]",
    )
    member_ids = fields.Many2many(related="team_id.member_ids")
    company_id = fields.Many2one(related="team_id.company_id", store=True)

    @api.constrains("team_id", "user_id")
    def _check_user_id(self):
        for duty in self:
            if duty.user_id not in duty.team_id.member_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a member of %(team)s, so nobody would be on duty.",
                        person=duty.user_id.name,
                        team=duty.team_id.name,
                    )
                )

from odoo import api, fields, models


class CrmPersonMixin(models.AbstractModel):
    """Mixin of what one colleague does: the person, the person's team then, the company."""

    _name = "crm.person.mixin"
    _description = "Done by a Person"

    user_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        compute="_compute_team_id",
        store=True,
        precompute=True,
        help="The main team of the person at the time of recording.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    @api.depends("user_id")
    def _compute_team_id(self):
        for record in self:
            # sudo: who belongs to which team is no secret among colleagues
            record.team_id = record.user_id.sudo().sale_team_id

from odoo import fields, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    _inherit = "res.users"

    crm_backup_id = fields.Many2one(
        "res.users",
        "Back-Up Person",
        domain="[('share', '=', False)]",
        help="Steps in when this person is away, and is proposed when they hand over.",
    )

    def _crm_check_reach(self, acting):
        """Refuse that ``acting``, who administers no access, takes access from these users.

        :raise UserError: one of them administers access, or works where ``acting`` does not
        """
        for user in self.sudo():
            if user.has_group("base.group_erp_manager"):
                raise UserError(
                    self.env._(
                        "%(name)s administers access: only an administrator may withdraw theirs.",
                        name=user.name,
                    )
                )
            if beyond := user.company_ids - acting.sudo().company_ids:
                raise UserError(
                    self.env._(
                        "%(name)s also works in %(companies)s, where %(decider)s does not: "
                        "somebody who works there, too, or an administrator must withdraw theirs.",
                        name=user.name,
                        companies=", ".join(beyond.mapped("name")),
                        decider=acting.name,
                    )
                )

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmServiceTeam(models.Model):
    """The address of a team, and what an answer of the customer does to its tickets."""

    _name = "crm.service.team"
    _inherit = ["crm.service.team", "mail.alias.mixin.optional"]

    alias_id = fields.Many2one(
        help="Mails to this address become tickets of the team; answers come to their ticket."
    )
    own_lists = fields.Char(
        "Own Mailing Lists",
        help="List-Ids of distribution lists that lead to this address, with commas between "
        "them, for example support.example.com. Mails of all other lists open no ticket.",
    )
    reopen_days = fields.Integer(
        "Reopen Within",
        default=7,
        help="For how many days after closing an answer of the customer opens the ticket again. "
        "Later answers become a new ticket that follows the old one. 0: always a new one.",
    )
    is_resumed_by_reply = fields.Boolean(
        "Answers End the Waiting",
        default=True,
        help="An answer of the customer takes a waiting ticket to the first open stage.",
    )

    _alias_idx = models.Index("(alias_id) WHERE alias_id IS NOT NULL")

    @api.constrains("reopen_days")
    def _check_reopen_days(self):
        if any(team.reopen_days < 0 for team in self):
            raise ValidationError(self.env._("The days to reopen cannot be negative."))

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("crm.service.ticket")
        if self.id:
            # sudo: the defaults of an alias are the system's
            defaults = literal_eval(self.sudo().alias_defaults or "{}")
            values["alias_defaults"] = defaults | {"team_id": self.id}
        return values

    def _get_own_lists(self):
        """Return the ids of lists that are ways to the service; called in sudo."""
        return [name.strip() for name in (self.own_lists or "").split(",") if name.strip()]

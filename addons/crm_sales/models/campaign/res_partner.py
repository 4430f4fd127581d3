from odoo import api, fields, models
from odoo.fields import Domain

MAILER = "mass_mailing.group_mass_mailing_user"


class ResPartner(models.Model):
    """In whose audience a customer is."""

    _inherit = "res.partner"

    crm_campaign_id = fields.Many2one(
        "utm.campaign",
        "In the Audience Of",
        compute="_compute_crm_campaign_id",
        search="_search_crm_campaign_id",
        help="Search a campaign to find whom it addresses.",
    )

    def _compute_crm_campaign_id(self):
        self.crm_campaign_id = False

    @api.model
    def _search_crm_campaign_id(self, operator, value):
        """Find the members who are addressed, for who sees audiences or sends mailings."""
        if operator != "in":
            return NotImplemented
        members = self.env["crm.sales.campaign.member"]
        if self.env.user.has_group(MAILER):
            # sudo: who sends mailings to the members need not see the plan
            members = members.sudo()
        if not members.has_access("read"):
            return Domain.FALSE
        domain = Domain("campaign_id", "in", value) & Domain("is_held_out", "=", False)
        return Domain("id", "in", members._search(domain).subselect("partner_id"))

    def _crm_personal_data(self):
        # called in sudo, of who answers the request
        members = self.env["crm.sales.campaign.member"].with_context(active_test=False)
        return [
            *super()._crm_personal_data(),
            (
                self.env._("Audiences of Campaigns"),
                members.search([("partner_id", "in", self.ids)]),
                ("campaign_id", "date_frozen", "is_held_out", "date_left", "reason"),
            ),
        ]

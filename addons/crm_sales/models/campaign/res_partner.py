from odoo import fields, models

from .utm_campaign import ALL


class ResPartner(models.Model):
    """In whose audience a customer is."""

    _inherit = "res.partner"

    crm_campaign_member_ids = fields.One2many(
        "crm.sales.campaign.member", "partner_id", "Campaigns", groups=ALL
    )

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

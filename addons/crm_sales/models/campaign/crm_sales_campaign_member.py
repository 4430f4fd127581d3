from odoo import fields, models

REASONS = [
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
    ("blacklisted", "On a Blacklist"),
    ("missing", "No Consent"),
    ("expired", "Consent Expired"),
    ("no_address", "No Address"),
    ("gone", "Archived or Erased"),
]


class CrmSalesCampaignMember(models.Model):
    """Who is in the audience of a campaign: a fact of the moment when it was frozen.

    Only the system writes rows. Who was kept out then, or has withdrawn since, is archived
    with the reason; those who were kept out have no place in a comparison, those who left
    later have. Held-out members receive nothing of the campaign.
    """

    _name = "crm.sales.campaign.member"
    _description = "Audience Member"
    _rec_name = "partner_id"
    _order = "campaign_id desc, id desc"
    _log_access = False

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="cascade", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", readonly=True, index=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    date_frozen = fields.Datetime("Frozen On", required=True, readonly=True)
    is_held_out = fields.Boolean(
        "Held Out", readonly=True, help="Receives nothing of the campaign, to be compared with."
    )
    active = fields.Boolean(default=True, readonly=True)
    is_left = fields.Boolean(
        "Left", readonly=True, default=False, help="Withdrew after the audience was frozen."
    )
    date_left = fields.Datetime("Left On", readonly=True)
    reason = fields.Selection(REASONS, "Reason for Leaving Out", readonly=True)
    # the customer
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")

    _member_uniq = models.UniqueIndex(
        "(campaign_id, partner_id)", "A customer is in an audience once."
    )
    _order_idx = models.Index("(campaign_id DESC, id DESC) WHERE active")

    def action_open_customer(self):
        """Open the customer of this row."""
        self.ensure_one()
        return self.partner_id._crm_segment_open()

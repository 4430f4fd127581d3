from odoo import fields, models

from .crm_sales_campaign_cost import FINANCE


class AccountMoveLine(models.Model):
    """A line of a vendor bill may say which campaign it was for."""

    _inherit = "account.move.line"

    crm_campaign_id = fields.Many2one(
        "utm.campaign",
        "Campaign",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        groups=FINANCE,
        help="The campaign that this line of a vendor bill was spent on.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "crm_campaign_id" in vals:
            self.env["crm.sales.campaign.cost"]._note_bill_lines(self)
        return result

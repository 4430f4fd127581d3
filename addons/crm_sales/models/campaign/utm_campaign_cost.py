from odoo import api, fields, models

ALL = "crm_sales.group_sales_all"


class UtmCampaign(models.Model):
    """What campaigns have cost."""

    _inherit = "utm.campaign"

    crm_cost_ids = fields.One2many("crm.sales.campaign.cost", "campaign_id", "Costs", groups=ALL)

    @api.model
    def _crm_get_costs(self, date_from=None, date_to=None):
        """Return ``{campaign id: amount}`` of what campaigns have cost in a time.

        In the currency of the current company, whose costs they are. Of the campaigns of
        ``self``, of all where that is empty. Both days are included.

        :raise AccessError: the user does not see costs
        """
        domain = [("company_id", "=", self.env.company.id)]
        if self:
            domain.append(("campaign_id", "in", self.ids))
        if date_from:
            domain.append(("date", ">=", date_from))
        if date_to:
            domain.append(("date", "<=", date_to))
        groups = self.env["crm.sales.campaign.cost"]._read_group(
            domain, ["campaign_id"], ["amount_company:sum"]
        )
        return {campaign.id: amount for campaign, amount in groups}

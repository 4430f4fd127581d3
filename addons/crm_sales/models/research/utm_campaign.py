from odoo import models


class UtmCampaign(models.Model):
    _name = "utm.campaign"
    _inherit = ["utm.campaign", "crm.sales.finding.host"]

    _finding_field = "campaign_ids"

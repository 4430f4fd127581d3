from odoo import models


class CrmSalesCompetitor(models.Model):
    _name = "crm.sales.competitor"
    _inherit = ["crm.sales.competitor", "crm.sales.finding.host"]

    _finding_field = "competitor_ids"

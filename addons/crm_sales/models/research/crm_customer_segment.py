from odoo import models


class CrmCustomerSegment(models.Model):
    _name = "crm.customer.segment"
    _inherit = ["crm.customer.segment", "crm.sales.finding.host"]

    _finding_field = "segment_ids"

from odoo import models


class CrmCustomerInteraction(models.Model):
    _name = "crm.customer.interaction"
    _inherit = ["crm.customer.interaction", "crm.outbox.source"]

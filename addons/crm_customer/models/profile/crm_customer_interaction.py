from odoo import models


class CrmCustomerInteraction(models.Model):
    _name = "crm.customer.interaction"
    _inherit = ["crm.customer.interaction", "crm.customer.fact.source"]

    _profile_trigger_fields = frozenset({"partner_id", "company_id", "date", "is_contact"})

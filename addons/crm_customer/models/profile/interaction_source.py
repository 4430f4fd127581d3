from odoo import models


class CrmCustomerInteraction(models.Model):
    _name = "crm.customer.interaction"
    _inherit = ["crm.customer.interaction", "crm.customer.profile.source"]

    _profile_partner_field = "commercial_partner_id"
    _profile_trigger_fields = frozenset(
        {"commercial_partner_id", "company_id", "date", "is_contact"}
    )

from odoo import models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.customer.fact.source"]

    _profile_trigger_fields = frozenset(
        {
            "partner_id",
            "company_id",
            "user_id",
            "type",
            "active",
            "won_status",
            "expected_revenue",
        }
    )

from odoo import models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.outbox.source"]

    # move by themselves, every day
    _outbox_ignored = frozenset(
        {"automated_probability", "probability", "date_automation_last", "duplicate_lead_count"}
    )

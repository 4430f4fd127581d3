from odoo import models

TAKEN = ("new", "customer", "joined")


class CrmSalesLeadArrival(models.Model):
    """Who fills in a form may enter a journey."""

    _inherit = "crm.sales.lead.arrival"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("lead_id"):
            self.env["crm.sales.journey"]._take(
                "form",
                self.filtered(lambda arrival: arrival.form_id and arrival.result in TAKEN),
            )
        return result

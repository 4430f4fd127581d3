from odoo import models


class CrmCustomerInteraction(models.Model):
    """What was said in passing can be feedback."""

    _inherit = "crm.customer.interaction"

    def action_crm_make_feedback(self):
        """Open the feedback of this interaction, made if there is none."""
        self.ensure_one()
        return self.env["crm.service.feedback"]._open_from("interaction", self)

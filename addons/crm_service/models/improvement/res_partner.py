from odoo import models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """What a customer said."""

    _inherit = "res.partner"

    def action_view_crm_feedback(self):
        """Open the feedback of the customer."""
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_service.crm_service_feedback_action",
            [("commercial_partner_id", "in", self.commercial_partner_id.ids)],
            {"default_partner_id": self[:1].id},
        )

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), self._crm_data_feedback()]

    def _crm_data_feedback(self):
        """Return what these people said; called in sudo."""
        feedback = self.env["crm.service.feedback"].with_context(active_test=False)
        return Holding(
            self.env._("Customer Feedback"),
            feedback.search([("partner_id", "in", self.ids)]),
            ("date", "number", "name", "description"),
            ANONYMISE,
            self.env._("That something was said is a fact of the company; the words go."),
        )

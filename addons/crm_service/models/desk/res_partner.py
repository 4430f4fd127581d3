from odoo import models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """What was approved for the complaints of a person is told to the person."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), self._crm_data_compensations()]

    def _crm_data_compensations(self):
        """Return the approvals about tickets of these people; called in sudo."""
        tickets = self._crm_data_tickets().records
        about = Domain("res_model", "=", "crm.service.ticket")
        return Holding(
            self.env._("Approvals of Compensations"),
            self.env["crm.approval"].search(about & Domain("res_id", "in", tickets.ids)),
            ("date", "subject", "description", "reason", "state"),
            ANONYMISE,
            self.env._("That something was approved is a fact of the company; the words go."),
        )

from odoo import models

from odoo.addons.crm_customer.tools.personal_data import Holding


class ResPartner(models.Model):
    """What the log of incoming mails knows of a person."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        emails = {*self.mapped("email_normalized"), *self.crm_email_ids.mapped("email")} - {False}
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Incoming Service Mails"),
                self.env["crm.service.mail"].search([("email_from", "in", list(emails))]),
                ("date", "email_from", "subject"),
            ),
        ]

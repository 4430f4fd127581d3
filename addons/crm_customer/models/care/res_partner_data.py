from odoo import models

from ...tools.personal_data import Holding


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _crm_personal_data(self):
        dates = self.env["crm.care.date"].search([("partner_id", "in", self.ids)])
        acts = self.env["crm.care.act"].search([("partner_id", "in", self.ids)])
        return super()._crm_personal_data() + [
            Holding(self.env._("Birthdays and Other Days"), dates, ("occasion_id", "text", "note")),
            Holding(self.env._("Greetings"), acts, ("occasion_id", "year", "state", "detail")),
        ]

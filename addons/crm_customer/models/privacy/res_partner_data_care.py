from odoo import models


class ResPartner(models.Model):
    """Birthdays and greetings are data of a person too."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        find = self._crm_search_of_people
        return [
            *super()._crm_personal_data(),
            (
                self.env._("Care Dates"),
                find("crm.care.date", "partner_id"),
                ("occasion_id", "text", "note"),
            ),
            (
                self.env._("Greetings"),
                find("crm.care.act", "partner_id"),
                ("occasion_id", "date", "action", "state", "reason"),
            ),
        ]

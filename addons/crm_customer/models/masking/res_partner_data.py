from odoo import models

from ...tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _crm_personal_data(self):
        """Who looked at a masked value of the person, and when."""
        reveals = self._crm_search_of_people(
            "crm.access.reveal", "res_id", [("res_model", "=", "res.partner")]
        )
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Values Looked At"),
                reveals,
                ("date", "user_id", "field_label", "reason"),
                ANONYMISE,
                self.env._("Who looked when is kept as long as the log; the reason goes."),
                ("reason",),
            ),
        ]

from odoo import models


class ResPartner(models.Model):
    """Approvals about a contact are told to the contact, and their words go on erasure."""

    _name = "res.partner"
    _inherit = ["res.partner", "crm.approval.mixin"]

    def _crm_personal_data(self):
        approvals = self._crm_search_of_people(
            "crm.approval", "res_id", [("res_model", "=", "res.partner")]
        )
        return [
            *super()._crm_personal_data(),
            (
                self.env._("Approvals"),
                approvals,
                ("date", "kind", "description", "reason", "user_id", "state"),
                "anonymise",
                self.env._("That something was approved is a fact of the company; the words go."),
            ),
        ]

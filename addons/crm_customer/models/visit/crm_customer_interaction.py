from odoo import api, fields, models


class CrmCustomerInteraction(models.Model):
    _inherit = "crm.customer.interaction"

    visit_ids = fields.One2many("crm.visit", "interaction_id", "Visits")

    @api.model_create_multi
    def create(self, vals_list):
        interactions = super().create(vals_list)
        for interaction in interactions.filtered("event_id"):
            interaction._end_visit()
        return interactions

    def _end_visit(self):
        """The open visit whose meeting is recorded here took place without a check-in."""
        visits = self.env["crm.visit"].search(
            [
                ("event_id", "=", self.event_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("planned", "missed")),
            ]
        )
        # sudo: writing the state is our right; that the user may end the visit was checked
        visits._filtered_access("write").sudo().write(
            {"state": "done", "interaction_id": self.id, "reason": False}
        )

from odoo import api, models

from ...tools.personal_data import KEEP, Holding


class ResPartner(models.Model):
    """Customers are told about: who has a code."""

    _name = "res.partner"
    _inherit = ["res.partner", "crm.outbox.source"]

    _outbox_key_field = "crm_code"
    _outbox_scope_field = "crm_code"
    # keys, tokens, and what is computed for searching
    _outbox_ignored = frozenset(
        {"crm_search", "signup_type", "signup_token", "complete_name", "crm_erasure_id"}
    )

    def _crm_write_code(self, codes):
        result = super()._crm_write_code(codes)
        self._outbox_note("created")
        return result

    @api.model
    def _outbox_label(self):
        return self.env._("Customer")

    def _outbox_link(self):
        return f"{self.get_base_url()}/odoo/crm-customers/{self.id}"

    def _crm_personal_data(self):
        """Other systems that were told, and that have to be asked too."""
        events = self.env["crm.outbox.event"].search(
            [("model", "=", "res.partner"), ("res_id", "in", self.ids)]
        )
        deliveries = self.env["crm.outbox.delivery"].search(
            [("event_id", "in", events.ids), ("state", "=", "sent")]
        )
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Told to Other Systems"),
                deliveries,
                ("endpoint_id", "kind", "date_done"),
                KEEP,
                self.env._("Says who was told what when, and holds no value of the person."),
            ),
        ]

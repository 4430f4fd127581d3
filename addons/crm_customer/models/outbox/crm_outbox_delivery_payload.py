import json

from odoo import api, models
from odoo.exceptions import AccessError

from ...tools.outbox.values import to_json


class CrmOutboxDelivery(models.Model):
    """What a message says. Values are read when it is sent and kept nowhere."""

    _inherit = "crm.outbox.delivery"

    @api.depends("event_id", "endpoint_id")
    @api.depends_context("uid", "lang")
    def _compute_payload(self):
        """Show what would be sent now, of that what the user may read."""
        for delivery in self:
            # sudo: who may read the delivery sees its event; values go by the user's rights
            sudo = delivery.sudo()
            if delivery.endpoint_id.kind != "webhook":
                delivery.payload = "\n".join(filter(None, sudo._prepare_line()))
                continue
            try:
                payload = sudo._prepare_payload(self.env.user)
                delivery.payload = json.dumps(payload, ensure_ascii=False, indent=2)
            except AccessError:
                delivery.payload = self.env._("You may not read these records.")

    def _prepare_payload(self, user):
        """Return the body of a webhook, with the values that ``user`` may read.

        Of a record that is gone by now there is no more than id and key.
        """
        event = self.event_id
        return event._get_heading() | {
            "cursor": event.position,
            "fields": event.field_names or [],
            "values": self._read_values(user),
        }

    def _read_values(self, user):
        names = self._get_sent_names()
        if not names or self.event_id.kind in ("deleted", "erased"):
            return {}
        records = self.endpoint_id._as_reader(self.model, user)
        names = [
            name
            for name in names
            if name in records._fields and records._has_field_access(records._fields[name], "read")
        ]
        found = records.search([("id", "=", self.res_id)])
        for row in found.read(names, load=None):
            return {name: to_json(row[name]) for name in names}
        return {}

    def _get_sent_names(self):
        lines = self.endpoint_id.subscription_ids
        return lines.filtered(lambda line: line.model == self.model).sent_ids.mapped("name")

    def _prepare_line(self):
        """Return (text, link) of a robot's message: no personal data."""
        event = self.event_id
        localised = self.with_context(lang=self.endpoint_id.user_id.lang)
        field = event._fields["kind"]
        kinds = dict(field._description_selection(localised.env))
        text = localised.env._(
            "%(document)s: %(event)s", document=localised.document, event=kinds[event.kind]
        )
        if event.kind in ("deleted", "erased") or event.model not in self.env:
            return text, ""
        return text, self.env[event.model].browse(event.res_id)._outbox_link()

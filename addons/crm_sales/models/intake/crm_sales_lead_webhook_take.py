import hashlib
import json

from odoo import api, fields, models

from ...tools.intake.mapping import MappingError, find_records, read_json
from ...tools.intake.signature import HEADERS, is_signed
from .crm_lead_take_in import Origin

KEPT_TEXT = 100_000


class CrmSalesLeadWebhook(models.Model):
    """What becomes of a call; called in sudo by the controller."""

    _inherit = "crm.sales.lead.webhook"

    @api.model
    def _find(self, token):
        """Return the open webhook of ``token`` in sudo, empty for none."""
        # sudo: the caller reads nothing; the token lets him send
        webhooks = self.sudo()
        if not isinstance(token, str) or not 32 <= len(token) <= 64:
            return webhooks
        return webhooks.search([("token", "=", token)], limit=1)

    def _is_signed(self, headers, body, now):
        """Say whether a call is signed as the webhook wants it."""
        if not self.signature:
            return True
        header = headers.get(HEADERS[self.signature])
        return is_signed(self.signature, self.stored_secret, header, body, now)

    def _take_body(self, body):
        """Take in what was sent.

        What cannot be read is kept for a manager, and answered with what is wrong.

        :param bytes body: as it came
        :return: (HTTP status, answer as a dict)
        """
        self = self.with_company(self.company_id)
        try:
            items = find_records(self.records_path, read_json(body))
            records = self._map_items(items)
        except MappingError as error:
            text = self._say_error(error)
            self._keep_failed(body.decode("utf-8", "replace"), text)
            return 400 if error.code == "json" else 422, {"status": "refused", "error": text}
        digest = hashlib.sha256(body).hexdigest()
        return self._take_records(records, items, digest)

    def _take_records(self, records, items, digest):
        taken, refused = [], []
        for place, (record, item) in enumerate(zip(records, items, strict=True)):
            if problem := self._why_not(record):
                refused.append({"place": place, "error": problem})
                self._keep_failed(json.dumps(item, ensure_ascii=False), problem, is_record=True)
            else:
                # without a key, the same call again is the same submission
                taken.append({"key": f"{digest}:{place}"} | record)
        arrivals = self._take_in(taken)
        answer = {
            "status": "ok" if taken else "refused",
            "accepted": sum(bool(arrival) for arrival in arrivals),
            "repeated": sum(not arrival for arrival in arrivals),
        }
        if refused:
            answer["refused"] = refused
        return (200 if taken else 422), answer

    def _take_in(self, records):
        lead_vals = {
            "campaign_id": self.campaign_id.id,
            "medium_id": self.medium_id.id,
            "source_id": self.source_id.id,
        }
        vals = {"webhook_id": self.id}
        origin = Origin("webhook", self.company_id, self.team_id, vals, lead_vals)
        return self.env["crm.lead"]._crm_take_in(records, origin) if records else []

    def _keep_failed(self, text, reason, is_record=False):
        """Keep what could not be read, for a manager to try again."""
        return self.env["crm.sales.lead.arrival"].create(
            {
                "date": fields.Datetime.now(),
                "channel": "webhook",
                "webhook_id": self.id,
                "company_id": self.company_id.id,
                "team_id": self.team_id.id,
                "result": "failed",
                "reason": reason,
                "payload": {"raw": text[:KEPT_TEXT], "is_record": is_record},
            }
        )

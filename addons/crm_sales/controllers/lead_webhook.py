import json
import time

from odoo import http
from odoo.http import request

LARGEST = 256 * 1024
JSON_TYPES = ("application/json", "text/json", "text/plain", "")


class LeadWebhook(http.Controller):
    """Enquiries that other systems send as JSON."""

    @http.route(
        "/crm/lead/hook/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=LARGEST,
    )
    def lead_webhook(self, token, **kwargs):
        """Take in a call; the answer is JSON, with a 4xx status where nothing was taken."""
        webhook = request.env["crm.sales.lead.webhook"]._find(token)
        if not webhook:
            return self._answer(404, {"status": "refused", "error": "unknown address"})
        if request.httprequest.mimetype not in JSON_TYPES:
            return self._answer(415, {"status": "refused", "error": "send application/json"})
        body = request.httprequest.get_data()
        if not webhook._is_signed(request.httprequest.headers, body, time.time()):
            return self._answer(401, {"status": "refused", "error": "wrong signature"})
        guard = request.env["crm.sales.lead.guard"].sudo()  # sudo: counts belong to nobody
        if not guard._take("hook", str(webhook.id), webhook.hourly_limit):
            return self._answer(429, {"status": "refused", "error": "too many calls"})
        return self._answer(*webhook._take_body(body))

    def _answer(self, status, values):
        body = json.dumps(values, ensure_ascii=False)
        headers = [("Content-Type", "application/json; charset=utf-8")]
        return request.make_response(body, headers, status=status)

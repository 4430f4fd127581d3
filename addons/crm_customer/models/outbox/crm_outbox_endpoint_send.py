import json
import random
import time
import uuid
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.outbox import address, backoff, http_post, rate, robots, signature, verdict
from .crm_outbox_endpoint import ROBOTS

PRIVATE_PARAMETER = "crm_customer.outbox_allow_private"
TIMEOUT_PARAMETER = "crm_customer.outbox_timeout"
TIMEOUT = 10
LONGEST = 60
#: mistakes in the address itself, which waiting does not mend
HOPELESS = {address.MALFORMED, address.USERINFO, address.SCHEME, address.INSIDE, address.PLAIN}


class CrmOutboxEndpoint(models.Model):
    """How one message goes out, and what its outcome means for the endpoint."""

    _inherit = "crm.outbox.endpoint"

    def _post(self, messages):
        """Send one message and return (verdict, ``http_post.Answer``, code of the outcome).

        :param messages: a robot: list of (text, link); a webhook: one (event id, payload)
        """
        url, body, headers = self._prepare_request(messages)
        headers = headers | {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "CRM-Outbox/1.0",
        }
        parameters = self.env["ir.config_parameter"].sudo()
        timeout = int(parameters.get_param(TIMEOUT_PARAMETER, TIMEOUT))
        answer = http_post.post(
            url,
            body,
            headers,
            min(max(timeout, 1), LONGEST),
            allow_inside=parameters.get_param(PRIVATE_PARAMETER) == "True",
        )
        return self._judge(answer)

    def _prepare_request(self, messages):
        now = time.time()
        url, secret = self.stored_url or "", self.stored_secret or ""
        if self.kind in ROBOTS:
            title = self.env._("CRM: %(name)s", name=self.name)
            url, body = robots.ROBOTS[self.kind](url, secret, title, messages, now)
            return url, json.dumps(body, ensure_ascii=False).encode(), {}
        ((event_id, payload),) = messages
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "X-CRM-Event-Id": event_id,
            "X-CRM-Event": f"{payload['model']}.{payload['event']}",
            "X-CRM-Signature": signature.sign(secret, int(now), body),
        }
        return url, body, headers

    def _judge(self, answer):
        if answer.error in HOPELESS:
            return verdict.GONE, answer, answer.error
        found = verdict.judge(answer.status)
        if found == verdict.SENT and self.kind in ROBOTS:
            code, words = robots.read_answer(self.kind, answer.text)
            if code != 0:
                found = verdict.REFUSED
                if code is None or code in robots.TOO_OFTEN[self.kind]:
                    found = verdict.RETRY
                return found, answer._replace(text=words), "robot" if code else "no_robot"
        # what a receiver says is not kept: it can repeat what was sent
        code = answer.error or ("" if found == verdict.SENT else "status")
        return found, answer._replace(text=""), code

    def _send_test(self):
        """Return (verdict, words) of a message without meaning."""
        text = self.env._("This is a test. If you can read it, messages arrive.")
        if self.kind in ROBOTS:
            messages = [(text, f"{self.get_base_url()}/odoo")]
        else:
            event_id = str(uuid.uuid4())
            payload = {
                "id": event_id,
                "event": "test",
                "model": self._name,
                "res_id": self.id,
                "at": f"{fields.Datetime.now().isoformat(timespec='seconds')}Z",
                "text": text,
            }
            messages = [(event_id, payload)]
        found, answer, code = self._post(messages)
        if self.kind in ROBOTS:
            self.robot_full_at = rate.take(self.robot_full_at, time.time())
        words = self._get_outcome_text(code, answer.status, answer.text)
        seconds = self.env._("%(seconds)s seconds", seconds=f"{answer.seconds:.2f}")
        return found, f"{words} ({seconds})"

    # what follows for the endpoint

    def _settle(self, found, answer, code):
        """Note the outcome of an attempt; in a transaction of its own.

        Two workers that do so at once do not wait for one another: one of them is enough.
        """
        try:
            self._note_outcome(found, answer, code)
            self.env.flush_all()
        except SerializationFailure:
            self.env.cr.rollback()

    def _note_outcome(self, found, answer, code):
        vals = {}
        if self.kind in ROBOTS:
            vals["robot_full_at"] = rate.take(self.robot_full_at, time.time())
        if found == verdict.SENT:
            if self.failure_count:
                vals |= {"failure_count": 0, "date_retry": False}
        else:
            vals["failure_count"] = self.failure_count + 1
            if found == verdict.RETRY:
                seconds = backoff.wait(vals["failure_count"], random.random(), answer.retry_after)
                vals["date_retry"] = fields.Datetime.now() + timedelta(seconds=seconds)
        if vals:
            self.write(vals)
        if found == verdict.GONE or (self.failure_count >= self.pause_after > 0):
            words = self._get_outcome_text(code, answer.status, answer.text)
            if self.failure_count > 1:
                words = self.env._(
                    "%(count)s failures in a row: %(reason)s",
                    count=self.failure_count,
                    reason=words,
                )
            self._pause(words)

    def _pause(self, reason):
        """Pause an endpoint that does not work, and tell who set it up."""
        if self.is_paused:
            return
        localised = self._localised()
        self.write({"is_paused": True, "pause_reason": reason})
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.user_id.id,
            summary=localised.env._("%(name)s does not answer", name=self.name),
            note=reason,
        )

    # words

    @api.model
    def _get_outcome_text(self, code, status, answer=""):
        """Return the outcome of an attempt as people say it."""
        if not code:
            return self.env._("The receiver took it (status %(status)s).", status=status)
        if code == "robot":
            return self.env._("The robot refused it: %(answer)s", answer=answer or "–")
        if code == "no_robot":
            return self.env._("The answer is not one of such a robot. Is the address right?")
        if code == "status":
            return self._get_status_text(status)
        return self._get_error_text(code)

    @api.model
    def _get_status_text(self, status):
        words = {
            401: self.env._("The receiver does not accept the signature or the key."),
            403: self.env._("The receiver does not let us in."),
            404: self.env._("The receiver does not know this address."),
            410: self.env._("The receiver is gone for good."),
            413: self.env._("The message is too big for the receiver."),
            429: self.env._("The receiver got too many messages."),
        }
        if status in words:
            text = words[status]
        elif 300 <= status < 400:
            text = self.env._("The receiver points to another address, which is not followed.")
        elif status >= 500:
            text = self.env._("The receiver has a problem of its own.")
        else:
            text = self.env._("The receiver does not want the message.")
        return self.env._("%(text)s (status %(status)s)", text=text, status=status)

    @api.model
    def _get_error_text(self, code):
        texts = {
            address.MALFORMED: self.env._("This is no address that can be used."),
            address.USERINFO: self.env._("The address must not hold a user name or password."),
            address.SCHEME: self.env._("The address must begin with https://."),
            address.UNKNOWN_HOST: self.env._("There is no server of this name."),
            address.INSIDE: self.env._(
                "The address belongs to a private network, which administrators must allow first."
            ),
            address.PLAIN: self.env._("A receiver on the internet must be reached by https."),
            http_post.TIMED_OUT: self.env._("The receiver did not answer in time."),
            http_post.UNREACHABLE: self.env._("The receiver cannot be reached."),
            http_post.NO_TLS: self.env._("The receiver has no valid certificate."),
            http_post.NO_HTTP: self.env._("What answered there is no web server."),
        }
        return texts.get(code, code)

    # who can be sent to

    def _localised(self):
        """Return the endpoint in the language of who set it up."""
        return self.with_context(lang=self.user_id.lang)

    @api.model
    def _get_ready(self):
        """Return the endpoints that something is due for, and that may be sent to now."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM crm_outbox_endpoint endpoint
                 WHERE %s AND (date_retry IS NULL OR date_retry <= %s)
                   AND COALESCE(robot_full_at, 0) <= %s
                   AND EXISTS (SELECT FROM crm_outbox_delivery delivery
                                WHERE delivery.endpoint_id = endpoint.id
                                  AND delivery.state IN ('waiting', 'failed')
                                  AND delivery.date_next <= %s)
                 ORDER BY id
                """,
                SQL("active AND NOT COALESCE(is_paused, FALSE)"),
                fields.Datetime.now(),
                time.time() + rate.INTERVAL * (rate.BURST - 1),
                fields.Datetime.now(),
            )
        )
        return self.browse(row[0] for row in rows)

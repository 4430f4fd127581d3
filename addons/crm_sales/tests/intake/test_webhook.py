import json
import time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer.tools.outbox.signature import sign

from ...controllers import lead_webhook
from .common import IntakeCommon

SECRET = "a secret of many letters"


@tagged("post_install", "-at_install")
class TestWebhook(IntakeCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hook = cls.env["crm.sales.lead.webhook"].create({"name": "Ads", "team_id": cls.team.id})

    def _call(self, payload, token=None, **headers):
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        headers = {"Content-Type": "application/json"} | headers
        return self.url_open(
            f"/crm/lead/hook/{token or self.hook.token}", data=body, headers=headers
        )

    def _last(self):
        return self.Arrivals.search([], order="id desc", limit=1)

    def test_a_call_becomes_a_lead(self):
        answer = self._call({"id": 7, "name": "Li Wei", "email": "li@far.example.com"})
        self.assertEqual((answer.status_code, answer.json()["accepted"]), (200, 1))
        arrival = self._last()
        self.assertEqual((arrival.channel, arrival.webhook_id), ("webhook", self.hook))
        self.assertEqual(arrival.lead_id.team_id, self.team)

    def test_the_same_call_again_is_taken_once(self):
        for payload in ({"id": 7, "email": "li@far.example.com"}, {"email": "b@far.example.com"}):
            self._call(payload)
            count = self.Arrivals.search_count([])
            answer = self._call(payload)
            self.assertEqual(answer.json(), {"status": "ok", "accepted": 0, "repeated": 1})
            self.assertEqual(self.Arrivals.search_count([]), count)

    def test_several_in_one_call_and_the_bad_one_is_kept(self):
        self.hook.records_path = "data.leads"
        leads = [{"id": 1, "email": "a@far.example.com"}, {"id": 2, "name": "Nobody"}]
        answer = self._call({"data": {"leads": leads}})
        self.assertEqual((answer.status_code, answer.json()["accepted"]), (200, 1))
        self.assertEqual(answer.json()["refused"][0]["place"], 1)
        failed = self.Arrivals.search([("result", "=", "failed")], limit=1)
        self.assertIn("Nobody", failed.payload["raw"])

    def test_what_cannot_be_read_is_answered_and_kept(self):
        for payload, status in ((b"{", 400), (b" ", 400), ([1], 422), ({"name": "x"}, 422)):
            answer = self._call(payload)
            self.assertEqual(answer.status_code, status, payload)
            self.assertEqual(answer.json()["status"], "refused")
            self.assertEqual((self._last().result, self._last().webhook_id), ("failed", self.hook))

    def test_a_manager_tries_again_with_a_mended_mapping(self):
        self._call({"id": 9, "mail": "late@far.example.com"})
        failed = self._last()
        with self.assertRaises(AccessError):
            failed.with_user(self.head).action_retry()
        with self.assertRaises(UserError):
            failed.with_user(self.sales_manager).action_retry()
        self.hook.field_ids.filtered(lambda line: line.target == "email").path = "mail"
        failed.with_user(self.sales_manager).action_retry()
        self.assertEqual(failed.result, "retried")
        self.assertEqual(self._last().lead_id.email_normalized, "late@far.example.com")
        with self.assertRaises(UserError):
            failed.with_user(self.sales_manager).action_retry()

    @mute_logger("odoo.http")
    def test_foreign_tokens_find_nothing(self):
        form = self.env["crm.sales.lead.form"].create({"name": "Form"})
        for token in ("x", "a" * 43, str(self.hook.id), form.token, "%00", "a" * 300):
            self.assertEqual(self._call({"email": "a@b.example.com"}, token).status_code, 404)
        self.hook.active = False
        self.assertEqual(self._call({"email": "a@b.example.com"}).status_code, 404)

    def test_what_is_not_signed_is_refused(self):
        self.hook.write({"signature": "crm", "secret": SECRET})
        payload = json.dumps({"email": "s@far.example.com"}).encode()
        self.assertEqual(self._call(payload).status_code, 401)
        now = int(time.time())
        old = sign(SECRET, now - 3600, payload)
        self.assertEqual(self._call(payload, **{"X-CRM-Signature": old}).status_code, 401)
        good = sign(SECRET, now, payload)
        self.assertEqual(self._call(payload, **{"X-CRM-Signature": good}).status_code, 200)
        self.hook.signature = "hub"
        self.assertEqual(self._call(payload, **{"X-CRM-Signature": good}).status_code, 401)

    @mute_logger("odoo.http")
    def test_too_large_too_often_and_other_types(self):
        large = b'{"email": "' + b"a" * lead_webhook.LARGEST + b'"}'
        self.assertEqual(self._call(large).status_code, 413)
        answer = self._call({}, **{"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status_code, 415)
        self.hook.hourly_limit = 1
        self._call({"id": 1, "email": "a@far.example.com"})
        self.assertEqual(self._call({"id": 2, "email": "b@far.example.com"}).status_code, 429)

    def test_a_pasted_payload_is_shown_as_it_would_be_read(self):
        self.hook.test_payload = '{"id": 3, "name": "Li Wei", "email": "li@far.example.com"}'
        self.assertIn("Name of the person: Li Wei", self.hook.preview)
        self.hook.test_payload = '{"name": "Li Wei"}'
        self.assertIn("Neither e-mail", self.hook.preview)
        self.hook.test_payload = "{"
        self.assertIn("no JSON", self.hook.preview)

    def test_secrets_are_long_and_never_read_back(self):
        with self.assertRaises(ValidationError):
            self.hook.write({"signature": "crm", "secret": "short"})
        self.hook.write({"signature": "crm", "secret": SECRET})
        self.env.invalidate_all()
        row = self.hook.with_user(self.sales_manager).read(["secret"])[0]
        self.assertNotIn(SECRET, str(row))
        self.hook.with_user(self.sales_manager).write({"secret": row["secret"]})
        self.assertEqual(self.hook.sudo().stored_secret, SECRET)

    def test_paths_are_checked_when_they_are_written(self):
        with self.assertRaises(ValidationError):
            self.hook.field_ids[0].path = "a..b"
        with self.assertRaises(ValidationError):
            self.hook.records_path = "a["

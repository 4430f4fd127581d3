import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from .common import PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 04:00:00")
class TestConsentRegister(PrivacyCommon):
    def _open(self, partners, **values):
        action = partners.with_env(self.env).action_crm_register_consent()
        return self.env["crm.consent.register"].with_context(**action["context"]).create(values)

    def _last(self):
        return self.env["crm.consent"].search([("partner_id", "=", self.wang.id)])

    @users("customer_own")
    def test_two_clicks_record_a_consent(self):
        self._open(self.wang).action_grant()
        consent = self._last()
        self.assertEqual(
            (consent.purpose_id.code, consent.channel, consent.state, consent.user_id),
            ("marketing", "any", "granted", self.env.user),
        )

    @users("customer_own")
    def test_several_contacts_purposes_and_a_proof(self):
        content = base64.b64encode(b"signed")
        self._open(
            self.people,
            purpose_ids=[Command.set((self.marketing + self.care).ids)],
            channel="email",
            proof_file=content,
            proof_filename="signed.txt",
        ).action_withdraw()
        found = self.env["crm.consent"].search([("partner_id", "in", self.people.ids)])
        self.assertEqual(len(found), 4)
        self.assertEqual(set(found.mapped("state")), {"withdrawn"})
        self.assertEqual(set(found.mapped("proof_file")), {content})

    @users("customer_own")
    def test_the_proof_is_not_replaced_through_its_attachment(self):
        self._open(self.wang, proof_file=base64.b64encode(b"yes")).action_grant()
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "crm.consent"),
                    ("res_id", "=", self._last().id),
                    ("res_field", "=", "proof_file"),
                ]
            )
        )
        self.assertEqual(len(attachment), 1)
        with self.assertRaises(AccessError):
            attachment.with_env(self.env).write({"raw": b"no"})
        with self.assertRaises(AccessError):
            attachment.with_env(self.env).unlink()

    @users("customer_own")
    def test_a_separate_consent_is_recorded_alone(self):
        both = [Command.set((self.marketing + self.export).ids)]
        with self.assertRaises(UserError):
            self._open(self.wang, purpose_ids=both, proof="Folder 12").action_grant()
        alone = [Command.set(self.export.ids)]
        self._open(self.wang, purpose_ids=alone, proof="Folder 12").action_grant()
        self.assertEqual(self._last().channel, "any")

    @users("customer_own")
    def test_how_long_a_consent_holds_comes_from_the_purpose(self):
        self.marketing.sudo().validity_months = 24
        action = self.wang.with_env(self.env).action_crm_register_consent()
        register = self.env["crm.consent.register"].with_context(**action["context"])
        with Form(register) as form:
            self.assertEqual(form.date_end.isoformat(), "2028-06-01")
            form.channel = "phone"
        form.save().action_grant()
        self.assertEqual(self._last().date_end.isoformat(), "2028-06-01")
        self._open(self.wang).action_withdraw()
        self.assertFalse(self._last()[0].date_end)

    @users("customer_own")
    def test_the_customer_counts_what_its_people_said(self):
        self._open(self.people).action_grant()
        customer = self.customer.with_env(self.env)
        self.assertEqual(customer.crm_consent_count, 2)
        self.assertEqual(self.wang.with_env(self.env).crm_consent_count, 1)
        domain = customer.action_crm_view_consents()["domain"]
        self.assertEqual(self.env["crm.consent"].search_count(domain), 2)

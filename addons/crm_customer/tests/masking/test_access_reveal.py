from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_masking import ADDRESS, PHONE_NUMBER, MaskingCommon


@tagged("post_install", "-at_install")
class TestAccessReveal(MaskingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.crm_reveal_limit = 2
        cls.Reveal = cls.env["crm.access.reveal"]

    def _log(self):
        return self.Reveal.search([("user_id", "=", self.masked.id)])

    def test_one_value_is_shown_and_logged(self):
        answer = self.seen.crm_reveal("phone", "He asked for a call")
        self.assertEqual(answer, {"value": PHONE_NUMBER, "left": 1})
        log = self._log()
        self.assertEqual(log.record_name, "Blue")
        self.assertEqual(log.field_label, "Phone")
        self.assertEqual(log.reason, "He asked for a call")
        self.assertEqual(log.res_id, self.blue.id)
        # and nothing else is shown from now on
        self.assertHidden(self.seen.read(["phone", "email"]))

    def test_a_lead_reveals_too(self):
        lead = self.lead.with_user(self.masked)
        self.assertTrue(lead.crm_is_masked)
        self.assertEqual(lead.crm_reveal("email_from")["value"], ADDRESS)

    def test_the_day_has_a_limit(self):
        self.seen.crm_reveal("phone")
        self.seen.crm_reveal("email")
        with self.assertRaisesRegex(UserError, "most allowed"):
            self.seen.crm_reveal("vat")
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.assertEqual(self.seen.crm_reveal("vat")["left"], 1)

    def test_none_may_be_allowed(self):
        self.env.company.crm_reveal_limit = 0
        with self.assertRaisesRegex(UserError, "most allowed"):
            self.seen.crm_reveal("phone")

    def test_only_masked_fields_of_readable_records(self):
        with self.assertRaisesRegex(UserError, "not masked"):
            self.seen.crm_reveal("comment")
        foreign = self._create_customer("Foreign", company_id=self.company_b.id, phone="1")
        with self.assertRaises(AccessError):
            foreign.with_user(self.masked).crm_reveal("phone")
        with self.assertRaisesRegex(UserError, "not masked"):
            self.blue.with_user(self.user_all).crm_reveal("phone")

    def test_the_log_is_never_changed(self):
        self.seen.crm_reveal("phone")
        log = self._log()
        with self.assertRaises(UserError):
            log.reason = "Another"
        with self.assertRaises(UserError):
            log.unlink()
        self.assertTrue(log.with_user(self.user_manager).read(["reason"]))
        with self.assertRaises(AccessError):
            log.with_user(self.masked).read(["reason"])

    def test_it_leaves_when_it_is_old(self):
        self.seen.crm_reveal("phone")
        self.Reveal._gc_expired()
        self.assertTrue(self._log())
        with freeze_time(fields.Datetime.now() + timedelta(days=1200)):
            self.env["ir.config_parameter"].set_param("crm_customer.access_log_days", "0")
            self.Reveal._gc_expired()
            self.assertTrue(self._log())
            self.env["ir.config_parameter"].set_param("crm_customer.access_log_days", "1095")
            self.Reveal._gc_expired()
        self.assertFalse(self._log())

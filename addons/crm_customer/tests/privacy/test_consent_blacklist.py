from odoo.tests import tagged

from .common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestConsentBlacklist(PrivacyCommon):
    def setUp(self):
        super().setUp()
        self.nobody = self.env["res.partner"]
        self.mails = self.env["mail.blacklist"].with_context(active_test=False)
        self.phones = self.env["phone.blacklist"].with_context(active_test=False)

    def _mail_entry(self):
        return self.mails.search([("email", "=", "wang@acme.example.com")])

    def _phone_entry(self):
        return self.phones.search([("number", "=", "+8613800138000")])

    def test_an_entry_of_the_host_counts_as_refusal(self):
        self._say("granted", channel="any")
        self.mails._add("wang@acme.example.com")
        self.assert_allowed(self.nobody)
        self.assert_allowed(self.li, purpose="care")
        self.assert_allowed(self.wang, channel="phone")
        self.phones._add(["+8613800138000"])
        self.assert_allowed(self.nobody, channel="phone")
        self.assert_allowed(self.nobody, channel="sms")
        self.assert_allowed(self.wang, channel="post")

    def test_an_entry_that_was_lifted_does_not_count(self):
        self._say("granted")
        self.mails._add("wang@acme.example.com")
        self.mails._remove("wang@acme.example.com")
        self.assert_allowed(self.wang)

    def test_what_a_contract_needs_passes_the_blacklists(self):
        self.mails._add("wang@acme.example.com")
        self.assert_allowed(self.people, purpose="service")

    def test_a_withdrawal_of_marketing_stops_the_mailings_of_the_host(self):
        consent = self._say("withdrawn")
        self.assertTrue(self._mail_entry().active)
        self.assertTrue(consent.is_blacklisting)
        self.assertFalse(self._phone_entry())

    def test_a_refusal_of_texts_goes_to_the_numbers(self):
        self._say("refused", channel="sms")
        self.assertFalse(self._mail_entry())
        self.assertTrue(self._phone_entry().active)

    def test_a_refusal_by_any_channel_goes_to_both(self):
        self._say("refused", channel="any")
        self.assertTrue(self._mail_entry().active and self._phone_entry().active)

    def test_other_purposes_and_channels_leave_the_blacklists_alone(self):
        self._say("refused", purpose=self.care, channel="any")
        self._say("refused", channel="wechat")
        self._say("refused", channel="phone")
        self.assertFalse(self._mail_entry())
        self.assertFalse(self._phone_entry())

    def test_who_has_no_address_is_refused_all_the_same(self):
        self.wang.write({"email": False, "phone": False})
        self._say("refused", channel="any")
        self.assert_allowed(self.nobody)

    def test_a_new_consent_lifts_what_the_refusal_wrote(self):
        self._say("withdrawn", channel="any")
        self._say("granted", channel="any", date="2026-04-01 00:00:00")
        self.assertFalse(self._mail_entry().active or self._phone_entry().active)
        self.assert_allowed(self.wang)

    def test_a_consent_does_not_lift_what_others_wrote(self):
        self.mails._add("wang@acme.example.com")
        self._say("granted")
        self.assertTrue(self._mail_entry().active)
        refusal = self._say("withdrawn", date="2026-04-01 00:00:00")
        self.assertFalse(refusal.is_blacklisting)
        self._say("granted", date="2026-05-01 00:00:00")
        self.assertTrue(self._mail_entry().active)

    def test_a_consent_does_not_lift_what_was_written_since(self):
        self._say("withdrawn")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_blacklist SET write_date = write_date + interval '1 day' WHERE id = %s",
            (self._mail_entry().id,),
        )
        self.mails.invalidate_model()
        self._say("granted", date="2026-04-01 00:00:00")
        self.assertTrue(self._mail_entry().active)

    def test_a_paper_filed_late_does_not_touch_the_blacklists(self):
        self._say("granted")
        self._say("refused", date="2026-03-01 00:00:00")
        self.assertFalse(self._mail_entry())

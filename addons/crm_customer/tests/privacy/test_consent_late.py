from freezegun import freeze_time

from odoo.tests import tagged

from .common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestConsentLate(PrivacyCommon):
    def _entry(self):
        mails = self.env["mail.blacklist"].with_context(active_test=False)
        return mails.search([("email", "=", "wang@acme.example.com")])

    def test_an_old_paper_lifts_no_later_withdrawal_by_email(self):
        self._say("withdrawn", channel="email", date="2026-03-02 02:00:00")
        self._say("granted", channel="any", date="2026-01-02 02:00:00")
        self.assertTrue(self._entry().active)

    def test_an_old_refusal_blacklists_nobody_who_agreed_later(self):
        self._say("granted", channel="email", date="2026-03-02 02:00:00")
        self._say("refused", channel="any", date="2026-01-02 02:00:00")
        self.assertFalse(self._entry().active)

    def test_what_the_person_unsubscribed_stays_though_texts_were_refused_by_us(self):
        self.env["mail.blacklist"]._add("wang@acme.example.com")
        self._say("refused", channel="sms", date="2026-01-02 02:00:00")
        self._say("granted", channel="any", date="2026-03-02 02:00:00")
        self.assertTrue(self._entry().active)

    def test_a_yes_to_one_company_lifts_no_refusal_of_another(self):
        self._say("refused")
        self._say("refused", company_id=self.company_b.id)
        self._say("granted", date="2026-03-03 02:00:00")
        self.assertTrue(self._entry().active)

    def test_a_yes_of_one_lifts_no_refusal_of_another_with_the_same_address(self):
        self.li.email = self.wang.email
        self._say("refused")
        self._say("refused", partner=self.li)
        self._say("granted", date="2026-03-03 02:00:00")
        self.assertTrue(self._entry().active)

    def test_a_consent_ends_with_the_day_of_the_company(self):
        self.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2026-03-02 02:00:00"):
            self._say("granted", channel="any", date_end="2026-03-02")
        with freeze_time("2026-03-02 15:59:00"):
            self.assert_allowed(self.wang)
        with freeze_time("2026-03-02 16:01:00"):
            self.assert_allowed(self.env["res.partner"])

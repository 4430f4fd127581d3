from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 04:00:00")
class TestConsent(PrivacyCommon):
    def setUp(self):
        super().setUp()
        self.nobody = self.env["res.partner"]

    def test_silence_is_a_no_to_marketing_and_a_yes_to_care(self):
        self.assert_allowed(self.nobody)
        self.assert_allowed(self.people, purpose="care")

    def test_the_latest_statement_counts(self):
        self._say("granted")
        self.assert_allowed(self.wang)
        self._say("withdrawn", date="2026-03-03 02:00:00")
        self.assert_allowed(self.nobody)

    def test_a_paper_filed_late_does_not_revive_a_consent(self):
        self._say("withdrawn", purpose=self.care)
        self._say("granted", purpose=self.care, date="2026-03-01 02:00:00")
        self.assert_allowed(self.li, purpose="care")

    def test_the_same_second_is_decided_by_the_order_of_recording(self):
        self._say("granted", purpose=self.care)
        self._say("refused", purpose=self.care)
        self.assert_allowed(self.li, purpose="care")

    def test_any_channel_is_about_each(self):
        self._say("granted", channel="any")
        for channel in ("email", "phone", "sms", "wechat", "post", "any"):
            self.assert_allowed(self.wang, channel=channel)
        self._say("refused", channel="wechat", date="2026-03-03 02:00:00")
        self.assert_allowed(self.wang, channel="post")
        self.assert_allowed(self.nobody, channel="wechat")
        self.assert_allowed(self.nobody, channel="any")

    def test_a_channel_says_nothing_of_another(self):
        self._say("granted", channel="email")
        self.assert_allowed(self.nobody, channel="phone")

    def test_a_purpose_says_nothing_of_another(self):
        self._say("refused", purpose=self.care)
        self.assert_allowed(self.people, purpose="service")

    def test_a_consent_ends_after_its_last_day(self):
        self._say("granted", date_end="2026-06-01")
        self.assert_allowed(self.wang)
        with freeze_time("2026-06-02 04:00:00"):
            self.assert_allowed(self.nobody)

    def test_an_ended_consent_is_silence_where_silence_is_a_yes(self):
        self._say("granted", purpose=self.care, date_end="2026-04-01")
        self.assert_allowed(self.people, purpose="care")

    def test_a_consent_was_given_to_one_company(self):
        self._say("granted", company_id=self.company_b.id)
        self.assert_allowed(self.nobody)
        there = self.Consent.with_company(self.company_b)
        self.assertEqual(there._filter_allowed(self.people, "email", "marketing"), self.wang)

    def test_the_archived_are_not_addressed(self):
        self._say("granted")
        self.wang.active = False
        self.assert_allowed(self.nobody)
        self.assert_allowed(self.li, purpose="service")

    def test_an_unknown_channel_or_purpose_is_an_error(self):
        with self.assertRaises(ValueError):
            self.Consent._filter_allowed(self.wang, "fax", "marketing")
        with self.assertRaises(ValueError):
            self.Consent._filter_allowed(self.wang, "email", "unheard_of")

    def test_nobody_asked_is_nobody_allowed(self):
        nobody = self.Consent._filter_allowed(self.nobody, "email", "care")
        self.assertEqual(nobody, self.nobody)

    def test_the_number_of_queries_is_constant(self):
        people = self.nobody.create([{"name": f"Person {n}"} for n in range(100)])
        self.env.flush_all()
        counts = []
        self.Consent._filter_allowed(people, "any", "care")
        for some in (people[:10], people):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(self.Consent._filter_allowed(some, "any", "care"), some)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 3)

    def test_in_force_is_the_last_of_each_channel(self):
        first = self._say("granted", channel="email")
        other = self._say("granted", channel="post")
        last = self._say("withdrawn", channel="email", date="2026-04-01 00:00:00")
        current = [("is_current", "=", True), ("partner_id", "=", self.wang.id)]
        self.assertEqual(self.Consent.search(current), last + other)
        self.assertFalse(first.is_current)
        everything = self._say("refused", channel="any", date="2026-05-01 00:00:00")
        self.assertEqual(self.Consent.search(current), everything)
        history = [("is_current", "=", False), ("partner_id", "=", self.wang.id)]
        self.assertEqual(self.Consent.search(history), last + first + other)

    def test_the_future_said_nothing_yet(self):
        with self.assertRaises(ValidationError):
            self._say("granted", date="2026-06-02 00:00:00")

    @mute_logger("odoo.sql_db")
    def test_only_a_consent_has_an_end(self):
        with self.assertRaises(CheckViolation), self.env.cr.savepoint():
            self._say("refused", date_end="2026-12-31")

    def test_a_separate_consent_wants_its_proof_and_no_channel(self):
        with self.assertRaises(ValidationError):
            self._say("granted", purpose=self.export, channel="any")
        with self.assertRaises(ValidationError):
            self._say("granted", purpose=self.export, channel="email", proof="Folder 12")
        self._say("refused", purpose=self.export, channel="any")
        self._say("granted", purpose=self.export, channel="any", proof="Folder 12")
        self.assert_allowed(self.wang, channel="any", purpose="export")
        self.assert_allowed(self.nobody, channel="any", purpose="sensitive")

    def test_the_log_is_not_changed_even_by_the_superuser(self):
        consent = self._say("granted").sudo()
        for act in (lambda: consent.write({"state": "refused"}), consent.unlink):
            with self.assertRaises(AccessError):
                act()

    def test_the_code_of_a_purpose_stays(self):
        with self.assertRaises(ValidationError):
            self.marketing.code = "sales"
        self.marketing.write({"code": "marketing", "name": "News"})

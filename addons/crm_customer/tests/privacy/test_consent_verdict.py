from itertools import product

from odoo.tests import TransactionCase, tagged

from ...tools.consent import ALLOWING, REAL_CHANNELS, channels_of, verdict


@tagged("post_install", "-at_install")
class TestConsentVerdict(TransactionCase):
    """Every case that there is, against the rules said one by one."""

    def _cases(self):
        flags = ("needs_grant", "is_expired", "is_gone", "in_mail_blacklist", "in_phone_blacklist")
        states = (None, "granted", "refused", "withdrawn")
        for state, channel, *values in product(
            states, REAL_CHANNELS, *[(False, True)] * len(flags)
        ):
            facts = dict(zip(flags, values, strict=True)) | {"channel": channel}
            yield state, facts, verdict(state, **facts) in ALLOWING

    def test_no_is_a_no(self):
        for state, facts, is_allowed in self._cases():
            if facts["is_gone"] or state in ("refused", "withdrawn"):
                self.assertFalse(is_allowed, (state, facts))

    def test_a_blacklist_speaks_about_its_channels(self):
        for state, facts, is_allowed in self._cases():
            listed = (facts["in_mail_blacklist"] and facts["channel"] == "email") or (
                facts["in_phone_blacklist"] and facts["channel"] in ("phone", "sms")
            )
            if listed:
                self.assertFalse(is_allowed, (state, facts))

    def test_where_consent_is_needed_only_a_valid_one_helps(self):
        for state, facts, is_allowed in self._cases():
            if facts["needs_grant"] and is_allowed:
                self.assertEqual((state, facts["is_expired"]), ("granted", False))

    def test_silence_is_a_yes_where_nothing_forbids(self):
        for channel in REAL_CHANNELS:
            self.assertIn(verdict(None, needs_grant=False, channel=channel), ALLOWING)

    def test_channels(self):
        self.assertEqual(channels_of("any"), REAL_CHANNELS)
        self.assertEqual(channels_of("sms"), ("sms",))
        with self.assertRaises(ValueError):
            channels_of("fax")

from odoo.tests import tagged, users

from .common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestConsentSummary(PrivacyCommon):
    @users("customer_own")
    def test_the_contact_shows_by_what_it_may_be_addressed(self):
        wang = self.wang.with_env(self.env)
        self.assertIn("Not asked yet", wang.crm_consent_summary)
        self._say("granted", channel="any")
        wang.invalidate_recordset()
        summary = wang.crm_consent_summary
        self.assertIn("Agreed", summary)
        self.assertIn("Transfer Abroad", summary)

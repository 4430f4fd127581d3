from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxRefusal(MailboxCommon):
    """What is refused leaves nothing behind, and nobody gets an answer."""

    def _assert_left_alone(self, raw):
        mails = self.env["mail.mail"].search_count([])
        leads = self.env["crm.lead"].search_count([])
        self.assertFalse(self._send(raw))
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertEqual(self.env["crm.lead"].search_count([]), leads)

    def _assert_not_ours(self, raw):
        """The host is asked, and has no route for it either."""
        known = self.Mails.search([])
        with (
            self.assertRaisesRegex(ValueError, "No possible route"),
            mute_logger("odoo.addons.mail.models.mail_thread"),
        ):
            self._send(raw)
        self.assertEqual(self.Mails.search([]), known)

    def test_a_stranger_who_knows_the_address_files_nothing(self):
        self._assert_left_alone(self._make(From="evil@stranger.example"))

    def test_a_name_that_looks_like_the_seller_is_no_seller(self):
        self._assert_left_alone(self._make(From='"seller@company.example" <evil@stranger.example>'))

    def test_two_senders_are_none(self):
        self._assert_left_alone(self._make(From="seller@company.example, evil@stranger.example"))
        self._assert_left_alone(self._make("From: evil@stranger.example\n"))

    def test_a_colleague_does_not_use_anothers_address(self):
        self.user_all.email = "all@company.example"
        self._assert_left_alone(self._make(From="all@company.example"))

    def test_machines_file_nothing(self):
        for header in (
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "X-Autoreply: yes",
            "Return-Path: <>",
            "List-Id: <news.example>",
        ):
            self._assert_left_alone(self._make(f"{header}\n"))

    def test_a_bounce_files_nothing(self):
        head = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n'
        self._assert_left_alone(self._make(head, "--b\n\nUndelivered\n--b--"))

    def test_who_left_files_nothing(self):
        self.seller.active = False
        self._assert_left_alone(self._make())

    def test_who_lost_the_role_files_nothing(self):
        self.seller.group_ids -= self.env.ref("crm_customer.group_customer_own")
        self._assert_left_alone(self._make())

    def test_the_address_before_takes_nothing(self):
        raw = self._make()
        self.seller.with_user(self.seller).action_crm_new_filing_address()
        self._assert_not_ours(raw)

    def test_the_name_at_a_foreign_domain_takes_nothing(self):
        address = f"{self.seller.crm_filing_name}@elsewhere.example"
        self._assert_not_ours(self._make(Delivered_To=address))

    def test_the_address_goes_with_its_user(self):
        raw = self._make()
        self.seller.unlink()
        self._assert_not_ours(raw)

    def test_a_filing_address_of_a_former_domain_is_nobody(self):
        former = f"{self.seller.crm_filing_name}@former.example"
        mail = self._send(self._make(f"Cc: {former}\n"))
        self.assertEqual(mail.address_ids.mapped("email"), ["wang@acme.example"])

    def test_the_address_in_its_own_recipients_makes_no_loop(self):
        mail = self._send(self._make(To=self.address, Cc=self.address, body="No forward"))
        self.assertEqual(mail.state, "review")
        self.assertFalse(mail.interaction_ids)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxReview(MailboxCommon):
    def _send_unknown(self, **values):
        raw = self._make(**{"To": "Zhao Liu <zhao@new.example>"} | values)
        return self._send(raw).address_ids.with_user(self.seller)

    def test_an_unknown_address_waits_and_makes_no_contact(self):
        partners = self.env["res.partner"].search_count([])
        address = self._send_unknown()
        self.assertEqual((address.state, address.mail_id.state), ("open", "review"))
        self.assertEqual((address.name, address.email), ("Zhao Liu", "zhao@new.example"))
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_one_click_files_and_learns(self):
        address = self._send_unknown()
        later = self._send_unknown(Message_Id="<two@company.example>")
        address.partner_id = self.wang
        address.action_file()
        self.assertEqual((address | later).mapped("state"), ["filed", "filed"])
        interaction = address.mail_id.sudo().interaction_ids
        self.assertEqual(interaction.contact_ids, self.wang)
        self.assertIn("Hello", interaction.mail_message_id.body)
        self.assertFalse(address.mail_id.sudo().source)
        self.assertEqual(self.wang.crm_email_ids.email, "zhao@new.example")
        third = self._send_unknown(Message_Id="<three@company.example>")
        self.assertEqual(third.state, "filed")

    def test_the_address_of_a_contact_without_one_becomes_its_own(self):
        address = self._send_unknown()
        zhao = self.env["res.partner"].create(
            {"name": "Zhao", "parent_id": self.customer.id, "user_id": self.seller.id}
        )
        address.partner_id = zhao
        address.action_file()
        self.assertEqual(zhao.email, "zhao@new.example")

    def test_the_address_of_a_colleagues_customer_is_filed_but_not_learned(self):
        theirs = self._create_customer(
            "Theirs", email="known@theirs.example", user_id=self.user_all.id
        )
        address = self._send_unknown()
        address.partner_id = theirs
        address.action_file()
        self.assertEqual(address.state, "filed")
        self.assertFalse(theirs.crm_email_ids)

    def test_the_one_of_this_name_is_suggested(self):
        zhao = self.env["res.partner"].create({"name": "Zhao Liu"})
        self.assertEqual(self._send_unknown().partner_id, zhao)

    def test_without_a_contact_nothing_is_filed(self):
        with self.assertRaisesRegex(UserError, "Choose the contact of zhao@new.example"):
            self._send_unknown().action_file()

    def test_an_ignored_mail_is_forgotten(self):
        address = self._send_unknown()
        address.action_ignore()
        self.assertEqual((address.state, address.mail_id.state), ("ignored", "ignored"))
        self.assertFalse(address.mail_id.sudo().source)

    def test_the_address_of_two_customers_waits(self):
        for name in ("One", "Two"):
            self._create_customer(name, email="shared@both.example")
        self.assertEqual(self._send_unknown(To="shared@both.example").state, "open")

    def test_users_change_nothing_but_the_contact(self):
        address = self._send_unknown()
        for values in ({"state": "filed"}, {"email": "a@b.example"}, {"user_id": 1}):
            with self.assertRaises(AccessError):
                address.write(values)
        with self.assertRaises(AccessError):
            address.mail_id.write({"name": "Mine"})
        with self.assertRaises(AccessError):
            address.mail_id.create({"user_id": self.seller.id})

    def test_what_nobody_assigns_is_given_up(self):
        address = self._send_unknown()
        self.env.cr.execute(
            "UPDATE crm_customer_mail SET create_date = now() - interval '91 days' WHERE id = %s",
            (address.mail_id.id,),
        )
        address.mail_id.invalidate_recordset()
        for days, state in ((0, "open"), (92, "open"), (90, "ignored")):
            self.env["res.config.settings"].create({"crm_mailbox_days": days}).set_values()
            self.Mails._gc_sources()
            self.assertEqual(address.state, state)
        self.assertFalse(address.mail_id.sudo().source)

    def test_no_days_keep_for_ever(self):
        settings = self.env["res.config.settings"]
        settings.create({"crm_mailbox_days": 0, "crm_import_days": 0}).set_values()
        for name in ("mailbox_days", "import_days"):
            value = self.env["ir.config_parameter"].get_param(f"crm_customer.{name}")
            self.assertEqual(value, "0")
        again = settings.create({})
        self.assertEqual((again.crm_mailbox_days, again.crm_import_days), (0, 0))

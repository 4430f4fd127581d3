from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MORNING, NOON, RelationCommon


@tagged("post_install", "-at_install")
class TestSplit(RelationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_at(MORNING)

    def setUp(self):
        super().setUp()
        with freeze_time(NOON):
            self.message = self._say(
                self.ticket,
                "And where is my invoice?",
                subject="Invoice",
                attachments=[("order.pdf", b"order")],
            )

    def test_the_message_moves_with_its_attachments(self):
        ticket = self.ticket.with_user(self.agent)._split(self.message)
        self.assertEqual(ticket.name, "Invoice")
        self.assertEqual(self.message.res_id, ticket.id)
        self.assertEqual(self.message.attachment_ids.res_id, ticket.id)
        self.assertNotIn(self.message, self.ticket.message_ids)
        self.assertEqual(ticket.partner_id, self.contact)
        self.assertEqual(ticket.user_id, self.agent)

    def test_both_know_of_each_other(self):
        ticket = self.ticket._split(self.message, "Invoice of March")
        self.assertEqual(ticket.name, "Invoice of March")
        self.assertEqual(ticket.split_from_id, self.ticket)
        self.assertEqual(self.ticket.split_count, 1)
        self.assertIn(ticket.name, self.ticket.message_ids[0].body)
        self.assertIn(self.ticket.name, ticket.message_ids[0].body)

    def test_the_clock_counts_from_the_message(self):
        """Asked at 12:00, four hours."""
        ticket = self.ticket._split(self.message)
        self.assertEqual(str(ticket.date_opened), NOON)
        self.assertEqual(str(ticket.clock_ids.deadline), "2026-03-02 08:00:00")

    def test_the_dialog_offers_what_was_said(self):
        self.ticket.with_user(self.agent).message_post(body="Note", subtype_xmlid="mail.mt_note")
        wizard = (
            self.env["crm.service.ticket.split"]
            .with_user(self.agent)
            .create({"ticket_id": self.ticket.id, "message_ids": [Command.set(self.message.ids)]})
        )
        self.assertEqual(wizard.allowed_message_ids, self.message)
        action = wizard.action_split()
        self.assertEqual(self.message.res_id, action["res_id"])

    def test_messages_of_other_tickets_are_refused(self):
        with self.assertRaisesRegex(UserError, "Choose messages"):
            self._create_ticket()._split(self.message)

    def test_who_may_not_work_on_the_ticket_splits_nothing(self):
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.colleague)._split(self.message)

from odoo.tests import tagged

from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestTwice(IntakeCommon):
    def test_the_same_mail_again_makes_nothing(self):
        raw = self._make()
        ticket = self._receive(raw)
        messages = len(ticket.message_ids)
        for _time in range(2):
            self.assertFalse(self._receive(raw))
        self.assertEqual(len(ticket.message_ids), messages)

    def test_a_day_read_again_makes_nothing(self):
        ticket = self._create_ticket()
        answer = self._answer(ticket)
        day = [
            self._make(Message_Id="<1@a.example>"),
            self._make(Message_Id="<2@a.example>", headers="Auto-Submitted: auto-replied\n"),
            self._make(Message_Id="<3@a.example>", headers=f"In-Reply-To: {answer.message_id}\n"),
            self._make(Message_Id=None),
            self._make(Message_Id="<5@a.example>", From="zoe@new.example"),
        ]
        for raw in day:
            self._receive(raw)
        domain = [("model", "=", "crm.service.ticket")]
        tickets, messages = (
            self.Tickets.search_count([]),
            self.env["mail.message"].search_count(domain),
        )
        for raw in day:
            self._receive(raw)
        self.assertEqual(self.Tickets.search_count([]), tickets)
        self.assertEqual(self.env["mail.message"].search_count(domain), messages)

    def test_it_is_known_also_when_the_log_is_gone(self):
        raw = self._make(Message_Id="<kept@a.example>")
        self._receive(raw)
        self.env.cr.execute("DELETE FROM crm_service_mail")
        self.assertFalse(self._receive(raw))

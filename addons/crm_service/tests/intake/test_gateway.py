from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import IntakeCommon

AUTO = "Auto-Submitted: auto-replied\nX-Autoreply: yes\n"


@tagged("post_install", "-at_install")
class TestGateway(IntakeCommon):
    def test_a_mail_to_the_team_becomes_its_ticket(self):
        ticket = self._receive()
        self.assertEqual(ticket.team_id, self.team)
        self.assertEqual(ticket.company_id, self.team.company_id)
        self.assertEqual(ticket.channel, "email")
        self.assertEqual(ticket.name, "Pump leaks")
        self.assertEqual(ticket.partner_id, self.contact)
        self.assertEqual(ticket.partner_email, "ann@acme.example.com")
        self.assertIn("The pump leaks again", ticket.description)
        message = ticket.message_ids.filtered(lambda message: message.message_type == "email")
        self.assertEqual(message.author_id, self.contact)
        line = self._last_line()
        self.assertEqual((line.outcome, line.ticket_id), ("new", ticket))

    def test_a_blind_copy_to_the_team_becomes_a_ticket(self):
        ticket = self._receive(
            To="boss@acme.example.com", headers="Delivered-To: hotline@help.example\n"
        )
        self.assertEqual(ticket.team_id, self.team)
        ticket = self._receive(
            To="boss@acme.example.com",
            headers="Received: by mx for <hotline@help.example>; Mon\n",
        )
        self.assertEqual(ticket.team_id, self.team)

    def test_a_mail_to_two_teams_is_one_ticket(self):
        other = self._create_team("Other", self.leader)
        other.write({"alias_name": "other", "alias_domain_id": self.domain.id})
        ticket = self._receive(To="hotline@help.example, other@help.example")
        self.assertEqual(ticket.team_id, self.team)

    def test_a_mail_server_may_name_the_model(self):
        ticket = self._receive(model="crm.service.ticket", To="elsewhere@help.example")
        self.assertEqual(ticket.channel, "email")
        self.assertTrue(ticket.team_id)

    def test_mails_of_others_are_left_to_the_host(self):
        lines = self.Lines.search_count([])
        with self.assertRaises(ValueError):
            self._receive(To="nobody@elsewhere.example")
        self.assertEqual(self.Lines.search_count([]), lines)

    def test_an_answer_comes_to_its_ticket_by_the_headers(self):
        ticket = self._create_ticket()
        answer = self._answer(ticket)
        new = self._receive(Subject="Something else", headers=f"In-Reply-To: {answer.message_id}\n")
        self.assertFalse(new)
        self.assertEqual(self._kinds(ticket)[-1], "message")
        self.assertEqual(self._last_line().outcome, "reply")

    def test_an_answer_comes_to_its_ticket_by_the_number(self):
        ticket = self._create_ticket()
        for sender in ("ann@acme.example.com", "unknown@acme.example.com"):
            ticket.partner_email = sender
            new = self._receive(From=sender, Subject=f"回复：[{ticket.number}] 漏水")
            self.assertFalse(new)
        self.assertEqual(self._kinds(ticket).count("message"), 2)

    def test_a_colleague_of_the_customer_may_answer_by_the_number(self):
        ticket = self._create_ticket()
        self.env["res.partner"].create(
            {"name": "Bob", "parent_id": self.customer.id, "email": "bob@acme.example.com"}
        )
        new = self._receive(From="bob@acme.example.com", Subject=f"Re: {ticket.number}")
        self.assertFalse(new)

    def test_a_follower_may_answer_by_the_number(self):
        ticket = self._create_ticket()
        friend = self.env["res.partner"].create({"name": "F", "email": "friend@far.example"})
        ticket.message_subscribe(friend.ids)
        self.assertFalse(self._receive(From="friend@far.example", Subject=f"[{ticket.number}]"))

    def test_nobody_writes_into_the_tickets_of_others_by_guessing(self):
        ticket = self._create_ticket()
        self.env["res.partner"].create({"name": "Eve", "email": "eve@evil.example"})
        for sender in ("eve@evil.example", "unknown@evil.example"):
            new = self._receive(From=sender, Subject=f"Re: [{ticket.number}] Pump")
            self.assertTrue(new)
            self.assertNotEqual(new, ticket)
        self.assertNotIn("message", self._kinds(ticket))

    def test_a_colleague_without_rights_does_not_answer_by_the_number(self):
        ticket = self._create_ticket()
        self.agent.partner_id.email = "agent@our.example"
        self.user_own.partner_id.email = "seller@our.example"
        self.assertFalse(self._receive(From="agent@our.example", Subject=f"[{ticket.number}] ok"))
        self.assertTrue(self._receive(From="seller@our.example", Subject=f"[{ticket.number}] ok"))

    def test_the_mail_of_a_colleague_is_no_response(self):
        self.agent.partner_id.email = "agent@our.example"
        ticket = self._receive(From="agent@our.example")
        self.assertFalse(ticket.date_first_response)
        self.assertNotIn("response", self._kinds(ticket))

    def test_what_a_colleague_passes_on_is_its_authors(self):
        self.agent.partner_id.email = "agent@our.example"
        ticket = self._receive(
            body="---------- Forwarded message ---------\nFrom: Ann <ann@acme.example.com>\n"
            "Date: Mon, 2 Mar 2026\nSubject: Pump leaks\nTo: agent@our.example\n\nIt leaks",
            From="agent@our.example",
            Subject="Fwd: Pump leaks",
        )
        self.assertEqual(ticket.partner_id, self.contact)
        self.assertEqual(ticket.name, "Pump leaks")
        self.assertIn("It leaks", ticket.description)

    # machines
    def test_automatic_mails_open_no_ticket(self):
        self.assertFalse(self._receive(headers=AUTO))
        line = self._last_line()
        self.assertEqual((line.outcome, line.reason), ("dropped", "auto_reply"))

    def test_an_automatic_answer_is_a_note_and_changes_nothing(self):
        for stage in (self.stage_waiting, self.stage_solved):
            ticket = self._create_ticket(stage_id=stage.id)
            answer = self._answer(ticket)
            before = self._kinds(ticket)
            self.assertFalse(
                self._receive(headers=f"{AUTO}In-Reply-To: {answer.message_id}\n", body="Away")
            )
            self.assertEqual(ticket.stage_id, stage)
            self.assertEqual(self._kinds(ticket), before)
            self.assertFalse(ticket.date_last_message)
            note = ticket.message_ids[0]
            self.assertIn("Away", note.body)
            self.assertTrue(note.subtype_id.internal)
            self.assertFalse(note.partner_ids)
            self.assertEqual(self._last_line().outcome, "note")

    def test_an_automatic_answer_is_known_by_its_encoded_subject(self):
        self.assertFalse(self._receive(Subject="=?gb18030?B?19S2r7vYuLQ6UmU6INDM?="))
        self.assertEqual(self._last_line().reason, "auto_reply")

    def test_an_automatic_answer_is_known_by_the_number(self):
        ticket = self._create_ticket()
        new = self._receive(Subject=f"自动回复：[{ticket.number}] Pump", body="Away")
        self.assertFalse(new)
        self.assertIn("Away", ticket.message_ids[0].body)
        self.assertNotIn("message", self._kinds(ticket))

    def test_a_bounce_marks_the_answer_and_opens_nothing(self):
        ticket = self._create_ticket()
        answer = self._answer(ticket)
        raw = (
            "From: MAILER-DAEMON@mx.example\nTo: hotline@help.example\n"
            "Subject: Undelivered\nMessage-Id: <bounce@mx.example>\nReturn-Path: <>\n"
            f"References: {answer.message_id}\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
            "--x\nContent-Type: text/plain\n\nfailed\n--x\n"
            "Content-Type: message/delivery-status\n\n"
            "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ann@acme.example.com\n"
            "Action: failed\n\n--x--\n"
        )
        before = ticket.message_ids
        self.assertFalse(self._receive(raw.encode()))
        self.assertEqual(ticket.message_ids, before)
        self.assertEqual(self._last_line().reason, "report")

    def test_lists_open_no_ticket_but_those_of_the_team(self):
        headers = "List-Id: Help <help.lists.example>\nPrecedence: list\n"
        self.assertFalse(self._receive(headers=headers))
        self.team.own_lists = "other.example, help.lists.example"
        self.assertTrue(self._receive(headers=headers))

    def test_a_program_that_is_allowed_opens_tickets(self):
        headers = "Auto-Submitted: auto-generated\n"
        self.assertFalse(self._receive(headers=headers, From="nagios@plant.example"))
        self.env["mail.gateway.allowed"].create({"email": "nagios@plant.example"})
        self.assertTrue(self._receive(headers=headers, From="nagios@plant.example"))

    def test_our_own_addresses_open_no_ticket(self):
        self.assertFalse(self._receive(From="hotline@help.example"))
        self.assertEqual(self._last_line().reason, "own_address")

    # loops
    def test_a_loop_stops(self):
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 3)
        made = [bool(self._receive(From="robot@plant.example", Subject=str(n))) for n in range(5)]
        self.assertEqual(made, [True, True, True, False, False])
        self.assertEqual(self._last_line().reason, "gateway")

    def test_what_is_entered_for_a_customer_is_no_loop(self):
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 3)
        for _time in range(4):
            self._create_ticket()
        self.assertTrue(self._receive())

    def test_loops_are_counted_by_the_index(self):
        domain = self.Tickets._detect_loop_sender_domain("ann@acme.example.com")
        query = self.Tickets._search(
            [("create_date", ">=", fields.Datetime.now() - timedelta(hours=2)), *domain]
        )
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        text = "\n".join(row[0] for row in plan)
        self.assertIn("crm_service_ticket_email_idx", text)
        self.assertIn("email_normalized)::text = 'ann@acme.example.com'", text)
        self.assertFalse(self.Tickets._detect_loop_sender_domain(False))

    @mute_logger("odoo.addons.crm_service.models.intake.crm_service_mailroom")
    def test_a_failure_becomes_a_ticket_with_the_raw_mail(self):
        self.patch(type(self.Tickets), "message_new", lambda *args, **kwargs: 1 / 0)
        raw = self._make(Subject="Odd one")
        ticket = self._receive(raw)
        self.assertEqual(ticket.team_id, self.team)
        self.assertEqual(ticket.name, "Odd one")
        files = self.env["ir.attachment"].search(
            [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        )
        self.assertEqual((files.name, files.raw), ("mail.eml", raw))
        self.assertEqual(self._last_line().outcome, "damaged")

    def test_the_log_of_mails_is_for_managers(self):
        self._receive()
        self.assertTrue(self.Lines.with_user(self.head).search([]))
        self.assertFalse(self.Lines.with_user(self.leader).has_access("read"))
        self.assertFalse(self.Lines.with_user(self.head).has_access("write"))

    def test_the_log_is_forgotten_after_its_days(self):
        self._receive()
        line = self._last_line()
        self.env.cr.execute(
            "UPDATE crm_service_mail SET date = date - interval '181 days' WHERE id = %s",
            [line.id],
        )
        self.Lines.sudo()._gc_expired()
        self.assertFalse(line.exists())

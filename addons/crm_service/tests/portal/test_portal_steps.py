from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SECRET, PortalHttp


@tagged("post_install", "-at_install")
class TestPortalSteps(PortalHttp):
    def setUp(self):
        super().setUp()
        self.page = f"/my/tickets/{self.ticket.id}"

    def test_the_list_shows_filters_and_searches(self):
        closed = self._create_ticket("Valve stuck", stage_id=self.stage_solved.id)
        open_ones = self._get("/my/tickets", self.owner).text
        self.assertIn(SECRET, open_ones)
        self.assertNotIn("Valve stuck", open_ones)
        both = self._get("/my/tickets?filterby=all", self.owner).text
        self.assertIn(SECRET, both)
        self.assertIn("Valve stuck", both)
        self.assertIn("Valve stuck", self._get("/my/tickets?filterby=closed", self.owner).text)
        found = self._get(f"/my/tickets?filterby=all&search={closed.number}", self.owner).text
        self.assertIn("Valve stuck", found)
        self.assertNotIn(SECRET, found)
        for odd in ("sortby=nothing", "filterby=nothing", "search=%25'", "page=0"):
            self.assertEqual(self._get(f"/my/tickets?{odd}", self.owner).status_code, 200, odd)

    def test_the_list_has_pages(self):
        self.env["crm.service.ticket"].create(
            [
                {"name": f"Nr. {row:02}", "partner_id": self.contact.id, "team_id": self.team.id}
                for row in range(90)
            ]
        )
        first = self._get("/my/tickets", self.owner).text
        second = self._get("/my/tickets/page/2", self.owner).text
        self.assertIn("Nr. 89", first)
        self.assertNotIn(SECRET, first)
        self.assertIn(SECRET, second)

    def test_the_counter_counts_own_tickets(self):
        self._be(self.owner)
        answer = self._rpc("/my/counters", counters=["crm_ticket_count"]).json()
        self.assertEqual(answer["result"]["crm_ticket_count"], 1)
        self._be(self.stranger)
        answer = self._rpc("/my/counters", counters=["crm_ticket_count"]).json()
        self.assertEqual(answer["result"]["crm_ticket_count"], 0)
        self.assertIn("/my/tickets", self._get("/my/home", self.stranger).text)

    def test_the_page_shows_what_is_for_the_customer(self):
        self.ticket.write(
            {
                "description": "<p>It drips</p>",
                "resolution": "<p>New seal</p>",
                "cause_id": self.cause.id,
            }
        )
        page = self._get(self.page, self.owner).text
        for word in (SECRET, self.ticket.number, "It drips", "New seal", "Ann Asker"):
            self.assertIn(word, page)
        for word in (self.cause.name, self.agent.name):
            self.assertNotIn(word, page)

    def test_the_customer_is_addressed_while_waited_for(self):
        self.ticket.stage_id = self.stage_waiting
        for page in (self.page, "/my/tickets"):
            text = self._get(page, self.owner).text
            self.assertIn("Waiting for You", text)
            self.assertNotIn(self.stage_waiting.name, text)

    def test_a_token_opens_the_page_without_an_account(self):
        token = self.ticket._portal_ensure_token()
        self.assertIn(SECRET, self._get(f"{self.page}?access_token={token}").text)

    def test_the_customer_closes_and_reopens(self):
        self._be(self.owner)
        answer = self._post(f"{self.page}/close", {}, self.page)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.ticket.stage_id, self.stage_solved)
        note = self.ticket.message_ids.filtered(lambda message: "portal" in message.body)
        self.assertEqual(note.author_id, self.contact)
        self._post(f"{self.page}/reopen", {}, self.page)
        self.assertEqual(self.ticket.stage_id, self.stage_new)
        self.assertEqual(self.ticket.reopen_count, 1)

    def test_a_token_closes_too_and_the_contact_is_named(self):
        token = self.ticket._portal_ensure_token()
        self._be(None)
        page = f"{self.page}?access_token={token}"
        answer = self._post(f"{self.page}/close", {"access_token": token}, page)
        self.assertIn(token, answer.headers["Location"])
        self.assertTrue(self.ticket.is_closed)
        note = self.ticket.message_ids.filtered(lambda message: "portal" in message.body)
        self.assertEqual(note.author_id, self.contact)

    def test_after_the_days_of_the_team_nothing_is_reopened(self):
        self.ticket.stage_id = self.stage_solved
        days = self.team.reopen_days
        with freeze_time(fields.Datetime.now() + timedelta(days=days, minutes=1)):
            self.assertFalse(self.ticket._portal_can_reopen())
            with self.assertRaisesRegex(UserError, "new one"):
                self.ticket._portal_reopen(self.contact)
        self.assertTrue(self.ticket._portal_can_reopen())

    def test_a_complaint_is_not_closed_by_the_customer(self):
        self.ticket.kind = "complaint"
        self._be(self.owner)
        answer = self._post(f"{self.page}/close", {}, "/my/tickets/new")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("cannot be closed here", answer.text)
        self.assertFalse(self.ticket.is_closed)
        self.assertNotIn(f"{self.page}/close", self._get(self.page, self.owner).text)

    def test_the_customer_answers_in_the_portal(self):
        token = self.ticket._portal_ensure_token()
        self._be(self.owner)
        self._rpc(
            "/mail/message/post",
            thread_model=self.ticket._name,
            thread_id=self.ticket.id,
            post_data={"body": "Still drips", "subtype_xmlid": "mail.mt_comment"},
            token=token,
        )
        message = self.ticket.message_ids[:1]
        self.assertIn("Still drips", message.body)
        self.assertEqual(message.author_id, self.contact)
        self.assertEqual(self._kinds(self.ticket)[-1], "message")

    def test_notes_never_reach_the_customer(self):
        ticket = self.ticket.with_user(self.agent)
        ticket.message_post(body="Greedy customer", subtype_xmlid="mail.mt_note")
        ticket.message_post(
            body="We are on it", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        token = self.ticket._portal_ensure_token()
        for user, words in (
            (self.owner, {}),
            (self.owner, {"token": token}),
            (None, {"token": token}),
        ):
            self._be(user)
            answer = self._rpc(
                "/mail/chatter_fetch",
                thread_model=self.ticket._name,
                thread_id=self.ticket.id,
                **words,
            ).text
            self.assertIn("We are on it", answer)
            self.assertNotIn("Greedy", answer)

    def test_a_link_to_a_ticket_that_went_into_another_leads_there(self):
        other = self._create_ticket("Survivor")
        self.patch(type(self.ticket), "_portal_target", lambda ticket: other)
        answer = self._get(self.page, self.owner)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith(other.access_url))
        token = self.ticket._portal_ensure_token()
        answer = self._get(f"{self.page}?access_token={token}")
        self.assertIn(other.access_token, answer.headers["Location"])

    def test_a_link_never_leads_to_the_ticket_of_another_customer(self):
        other = self._create_ticket("Foreign", partner_id=self.rival.id)
        self.patch(type(self.ticket), "_portal_target", lambda ticket: other)
        self.assertNotIn("Foreign", self._get(self.page, self.owner).text)

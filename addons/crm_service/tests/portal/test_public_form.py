import re
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...controllers.portal import public_form
from .common import PortalHttp

URL = "/service/new"


@tagged("post_install", "-at_install")
class TestPublicForm(PortalHttp):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.service.team"].search([]).is_web_form = False
        cls.team.is_web_form = True

    def _send(self, opened=None, age=10, **values):
        """Open the form ``age`` seconds ago and send it; return the answer and what came of it."""
        before = self.env["crm.service.ticket"].search([])
        self._be(None)
        page = self.url_open(URL).text
        token = re.search(r'name="opened"\s+value="([^"]+)"', page)[1]
        data = {
            "csrf_token": re.search(r'name="csrf_token"\s+value="([^"]+)"', page)[1],
            "opened": token if opened is None else opened,
            "website": "",
            "person": "Dora",
            "email": "dora@nowhere.example.com",
            "phone": "+49 30 1",
            "name": "Noise",
            "description": "It hums",
        } | values
        later = time.time() + age
        with patch.object(public_form.time, "time", lambda: later):
            answer = self.url_open(URL, data=data, allow_redirects=False)
        return answer, self.env["crm.service.ticket"].search([]) - before

    @mute_logger("odoo.http")
    def test_the_form_is_off_until_a_team_switches_it_on(self):
        self.team.is_web_form = False
        for url in (URL, f"{URL}/thanks"):
            self.assertEqual(self._get(url).status_code, 404)
        self.assertFalse(self.env["crm.service.team"].new().is_web_form)

    def test_an_entry_becomes_a_ticket_without_a_contact(self):
        answer, ticket = self._send()
        self.assertTrue(answer.headers["Location"].endswith("/service/new/thanks"))
        self.assertRecordValues(
            ticket,
            [
                {
                    "name": "Noise",
                    "team_id": self.team.id,
                    "channel": "web",
                    "partner_id": False,
                    "email_normalized": "dora@nowhere.example.com",
                    "partner_phone": "+49 30 1",
                }
            ],
        )
        self.assertIn("Dora", ticket.partner_email)
        thanks = self.url_open(f"{URL}/thanks").text
        self.assertIn(ticket.number, thanks)
        self.assertNotIn(ticket.number, self.url_open(f"{URL}/thanks").text)

    def test_a_known_address_gets_its_contact_and_the_same_answer(self):
        unknown, _ticket = self._send()
        known, ticket = self._send(email=self.contact.email.upper())
        self.assertEqual(ticket.partner_id, self.contact)
        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(known.headers["Location"], unknown.headers["Location"])
        self.assertEqual(known.text, unknown.text)

    def test_an_address_of_two_contacts_or_of_a_colleague_names_nobody(self):
        self._create_contact("Twin", self.rival, email=self.contact.email)
        self.assertFalse(self._send(email=self.contact.email)[1].partner_id)
        self.agent.partner_id.email = "agent@us.example.com"
        self.assertFalse(self._send(email="agent@us.example.com")[1].partner_id)

    def test_a_robot_that_fills_everything_gets_thanks_and_no_ticket(self):
        answer, ticket = self._send(website="http://spam.example.com")
        self.assertTrue(answer.headers["Location"].endswith("/thanks"))
        self.assertFalse(ticket)

    def test_what_comes_at_once_or_too_late_or_with_another_token_is_refused(self):
        for values in (
            {"age": 0},
            {"age": 25 * 3600},
            {"opened": ""},
            {"opened": "x"},
            {"opened": "AAAA"},
            {"opened": "ÿ"},
        ):
            answer, ticket = self._send(**values)
            self.assertEqual(answer.status_code, 400, values)
            self.assertFalse(ticket, values)
            self.assertIn('value="Noise"', answer.text)

    def test_wrong_entries_are_marked(self):
        for name, value in (
            ("person", ""),
            ("email", "no address"),
            ("email", "a@b.example.com, c@d.example.com"),
            ("name", "\t"),
            ("description", ""),
        ):
            answer, ticket = self._send(**{name: value})
            self.assertFalse(ticket, (name, value))
            self.assertIn("is-invalid", answer.text, (name, value))

    def test_so_many_entries_an_hour_from_one_network(self):
        self.team.web_form_limit = 3
        statuses = [self._send(email=f"a{row}@b.example.com")[0].status_code for row in range(5)]
        self.assertEqual(statuses, [303, 303, 303, 429, 429])

    def test_so_many_entries_an_hour_for_one_address(self):
        self.team.web_form_limit = 2
        counts = self.env["crm.service.web.count"]
        taken = [counts._take("email", "a@b.example.com", 2) for _row in range(3)]
        self.assertEqual(taken, [True, True, False])
        self.assertTrue(counts._take("email", "c@d.example.com", 2))
        answer, ticket = self._send(email="A@b.example.com")
        self.assertEqual(answer.status_code, 429)
        self.assertFalse(ticket)

    def test_addresses_are_kept_as_digests_for_two_hours(self):
        self._send()
        counts = self.env["crm.service.web.count"].search([])
        self.assertEqual(len(counts), 2)
        for key in counts.mapped("key"):
            self.assertRegex(key, "^[0-9a-f]{64}$")
        counts[0].date = fields.Datetime.now() - timedelta(hours=3)
        counts.flush_recordset()
        counts._cron_forget()
        self.assertEqual(len(counts.exists()), 1)

    def test_fields_that_are_not_of_the_form_change_nothing(self):
        _answer, ticket = self._send(
            partner_id=str(self.rival.id), user_id=str(self.agent.id), kind="complaint", team="999"
        )
        self.assertRecordValues(
            ticket,
            [{"partner_id": False, "user_id": False, "kind": "question", "team_id": self.team.id}],
        )

    def test_the_visitor_chooses_among_the_teams_that_are_on(self):
        other = self._create_team("Workshop", self.agent, is_web_form=True)
        shut = self._create_team("Shut", self.agent)
        page = self._get(URL).text
        self.assertIn("Workshop", page)
        self.assertNotIn("Shut", page)
        self.assertEqual(self._send(team=str(other.id))[1].team_id, other)
        self.assertNotEqual(self._send(team=str(shut.id))[1].team_id, shut)

    @mute_logger("odoo.http")
    def test_the_form_wants_a_token_of_the_session(self):
        count = self.env["crm.service.ticket"].search_count([])
        answer = self.url_open(URL, data={"name": "x"}, allow_redirects=False)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.env["crm.service.ticket"].search_count([]), count)

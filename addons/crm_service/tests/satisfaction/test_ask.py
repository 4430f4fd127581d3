from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestAsk(SatisfactionCommon, TransactionCase):
    def _requests(self):
        return self.env["rating.rating"].search([("crm_ticket_id", "=", self.ticket.id)])

    def test_one_mail_after_the_delay(self):
        self._close()
        self.assertFalse(self._ask(hours=23))
        mail = self._ask()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.contact)
        request = self._requests()
        self.assertEqual(len(request), 1)
        for rate in (1, 3, 5):
            self.assertIn(f"/rate/{request.access_token}/{rate}", mail.body_html)
        self.assertIn(self.ticket.number, mail.subject)
        self.assertEqual(request.rated_partner_id, self.agent.partner_id)
        self.assertFalse(self._ask())
        self.assertFalse(self.ticket.date_rating_due)

    def test_nobody_is_asked_where_the_team_does_not(self):
        self.team.is_rating_on = False
        self._close()
        self.assertFalse(self.ticket.date_rating_due)
        self.assertFalse(self._ask())

    def test_who_switches_off_meanwhile_asks_nobody(self):
        self._close()
        self.team.is_rating_on = False
        self.assertFalse(self._ask())

    def test_a_cancelled_ticket_is_not_rated(self):
        self.ticket.stage_id = self.env.ref("crm_service.crm_service_stage_cancelled")
        self.assertFalse(self.ticket.date_rating_due)

    def test_a_reopened_ticket_is_asked_about_after_its_last_closing(self):
        self._close()
        self.ticket.action_reopen()
        self.assertFalse(self._ask())
        self._close()
        self.assertEqual(len(self._ask()), 1)

    def test_the_mail_is_in_the_language_of_the_contact(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("crm_service.mail_template_rating")
        template.with_context(lang="fr_FR").subject = "Votre avis [{{ object.number }}]"
        self.contact.lang = "fr_FR"
        self._close()
        self.assertIn("Votre avis", self._ask().subject)

    def test_a_contact_is_asked_once_in_a_while(self):
        other = self._create_ticket("Valve stuck", user_id=self.agent.id)
        stranger = self._create_ticket("Hose", partner_id=self.rival.id)
        self.rival.email = "rival@example.com"
        for ticket in self.ticket | other | stranger:
            self._close(ticket)
        mails = self._ask()
        self.assertEqual(len(mails), 2)
        self.assertEqual(mails.recipient_ids, self.contact | self.rival)

    def test_the_pause_ends_and_0_is_none(self):
        self._close()
        self._ask()
        request = self._requests()
        second = self._close(self._create_ticket("Second"))
        request.crm_date_asked = fields.Datetime.now() - timedelta(days=29)
        self.assertTrue(second._is_rating_too_soon())
        request.crm_date_asked = fields.Datetime.now() - timedelta(days=31)
        self.assertFalse(second._is_rating_too_soon())
        request.crm_date_asked = fields.Datetime.now()
        self.team.rating_pause = 0
        self.assertEqual(len(self._ask()), 1)

    def test_somebody_without_a_contact_is_asked_by_address_and_as_seldom(self):
        values = {"partner_id": False, "partner_email": "Bob <bob@example.com>"}
        first = self._close(self._create_ticket("First", **values))
        second = self._close(self._create_ticket("Second", **values))
        mail = self._ask()
        self.assertEqual(len(mail), 1)
        self.assertIn("bob@example.com", mail.email_to)
        rated = self.env["rating.rating"].search([("crm_ticket_id", "in", (first | second).ids)])
        self.assertEqual(len(rated), 1)

    def test_who_has_rated_in_the_portal_gets_no_mail(self):
        self._close()
        self._vote(self.ticket, 5)
        self.assertFalse(self._ask())

    def test_the_key_to_the_vote_is_not_in_the_thread(self):
        self._close()
        self._ask()
        token = self._requests().access_token
        for message in self.ticket.message_ids:
            self.assertNotIn(token, message.body)
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.agent)._rating_get_access_token()
        template = self.env.ref("crm_service.mail_template_rating")
        shown = template._render_field("body_html", self.ticket.ids)[self.ticket.id]
        self.assertNotIn(token, shown)

    @mute_logger("odoo.addons.crm_service.models.satisfaction.crm_service_ticket_ask")
    def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(self):
        other = self._create_ticket("Hose", partner_id=self.rival.id)
        self.rival.email = "rival@example.com"
        self._close()
        self._close(other)
        ask = type(self.ticket)._ask_rating

        def fail(ticket):
            if ticket == self.ticket:
                raise ValueError("broken")
            return ask(ticket)

        with patch.object(type(self.ticket), "_ask_rating", fail):
            self.assertEqual(self._ask().recipient_ids, self.rival)
        self.assertFalse(self.ticket.date_rating_due)

    def test_nobody_sets_the_date_by_hand(self):
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.head).date_rating_due = fields.Datetime.now()

    def test_a_data_subject_report_holds_the_ratings(self):
        self._close()
        rating = self._vote(self.ticket, 1, "Too slow")
        found = self.contact.sudo()._crm_personal_data()
        self.assertIn(rating, [item[1] for item in found if item[0] == "Ratings of Tickets"])

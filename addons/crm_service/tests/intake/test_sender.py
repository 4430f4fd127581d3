from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestSender(IntakeCommon):
    UNKNOWN = '"Zoe New" <zoe@new.example>'

    def _partner(self, name, **values):
        return self.env["res.partner"].create({"name": name, **values})

    def test_an_unknown_sender_becomes_no_contact(self):
        count = self.env["res.partner"].search_count([])
        ticket = self._receive(From=self.UNKNOWN)
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertFalse(ticket.partner_id)
        self.assertEqual(
            (ticket.partner_name, ticket.partner_email), ("Zoe New", "zoe@new.example")
        )

    def test_one_click_makes_the_contact_of_all_his_tickets(self):
        tickets = self._receive(From=self.UNKNOWN) | self._receive(From=self.UNKNOWN)
        ticket = tickets[0]
        ticket.user_id = self.agent
        ticket.with_user(self.agent).action_link_contact()
        self.assertEqual(ticket.partner_id.name, "Zoe New")
        self.assertEqual(ticket.partner_id.email, "zoe@new.example")
        self.assertEqual(tickets.partner_id, ticket.partner_id)

    def test_one_click_links_the_contact_that_came_later(self):
        ticket = self._receive(From=self.UNKNOWN)
        zoe = self._partner("Zoe", email="zoe@new.example")
        ticket.invalidate_recordset(["known_partner_id"])
        self.assertEqual(ticket.with_user(self.head).known_partner_id, zoe)
        ticket.with_user(self.head).action_link_contact()
        self.assertEqual(ticket.partner_id, zoe)
        self.assertEqual(
            self.env["res.partner"].search_count([("email_normalized", "=", "zoe@new.example")]), 1
        )

    def test_a_contact_that_one_may_not_see_is_not_made_twice(self):
        ticket = self._receive(From=self.UNKNOWN)
        ticket.user_id = self.agent
        other = self._create_user("far_seller", "crm_customer.group_customer_own")
        self._partner("Zoe", email="zoe@new.example", user_id=other.id)
        agent = ticket.with_user(self.agent)
        agent.invalidate_recordset(["known_partner_id"])
        if not agent.known_partner_id:
            with self.assertRaises(UserError):
                agent.action_link_contact()
        self.assertEqual(
            self.env["res.partner"].search_count([("email_normalized", "=", "zoe@new.example")]), 1
        )

    def test_a_ticket_without_address_has_nobody_to_link(self):
        ticket = self._create_ticket(partner_id=False)
        with self.assertRaises(UserError):
            ticket.action_link_contact()

    def test_other_addresses_of_a_contact_are_his(self):
        self.env["crm.customer.email"].create(
            {"partner_id": self.contact.id, "email": "ann.private@home.example"}
        )
        ticket = self._receive(From="ann.private@home.example")
        self.assertEqual(ticket.partner_id, self.contact)
        self.assertEqual(ticket.message_ids[0].author_id, self.contact)
        self.assertEqual(ticket.partner_email, "ann.private@home.example")

    def test_of_several_who_has_tickets_is_meant(self):
        first = self._partner("First", email="shared@acme.example.com")
        company = self._partner("Acme", email="shared@acme.example.com", is_company=True)
        second = self._partner("Second", email="shared@acme.example.com")
        find = self.Tickets._find_sender
        own = self.env.company
        self.assertEqual(find("shared@acme.example.com", own), first)
        closed = self._create_ticket(partner_id=company.id, stage_id=self.stage_solved.id)
        self.assertEqual(find("shared@acme.example.com", own), company)
        self._create_ticket(partner_id=second.id)
        self.assertEqual(find("Shared@Acme.example.com", own), second)
        self.assertEqual(find("shared@acme.example.com", own, closed), company)

    def test_contacts_of_other_companies_and_archived_ones_are_not_meant(self):
        self._partner("Foreign", email="x@x.example", company_id=self.company_b.id)
        self._partner("Gone", email="x@x.example", active=False)
        self.assertFalse(self.Tickets._find_sender("x@x.example", self.env.company))
        self.assertFalse(self.Tickets._find_sender("", self.env.company))

    def test_answering_an_unknown_sender_links_the_contact_that_it_makes(self):
        ticket = self._receive(From=self.UNKNOWN)
        zoe = self._partner("Zoe", email="zoe@new.example")
        ticket.message_post(
            body="Hello",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.agent.partner_id.id,
            partner_ids=zoe.ids,
        )
        self.assertEqual(ticket.partner_id, zoe)

    def test_the_data_of_a_person_hold_his_mails(self):
        self._receive()
        holdings = self.contact.sudo()._crm_personal_data()
        found = [item for item in holdings if item[0] == "Incoming Service Mails"]
        self.assertEqual(found[0].records.email_from, "ann@acme.example.com")

    def test_an_erased_person_is_in_no_ticket(self):
        ticket = self._receive(From=self.UNKNOWN, body="My secret")
        dates, events = ticket.date_opened, ticket.event_ids
        ticket.sudo()._crm_erase_records("Nobody 1")
        self.assertEqual(ticket.name, "Nobody 1")
        self.assertFalse(ticket.description or ticket.partner_email or ticket.partner_name)
        self.assertFalse(ticket.email_normalized)
        self.assertFalse(ticket.message_ids)
        self.assertEqual((ticket.date_opened, ticket.event_ids), (dates, events))

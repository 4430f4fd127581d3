from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, tagged

from ...tools.priority import MATRIX, priority_of
from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicket(ServiceCommon):
    def test_each_ticket_has_a_number_of_its_own(self):
        tickets = self._create_ticket() | self._create_ticket()
        self.assertEqual(len(set(tickets.mapped("number"))), 2)
        self.assertRegex(tickets[0].number, r"^T\d{4}-\d{5}$")
        self.assertEqual(tickets[0].display_name, f"[{tickets[0].number}] Pump leaks")

    def test_a_copy_has_another_number_and_no_history(self):
        ticket = self._create_ticket(stage_id=self.stage_solved.id)
        copy = ticket.copy()
        self.assertNotEqual(copy.number, ticket.number)
        self.assertEqual(copy.stage_id, self.stage_new)
        self.assertFalse(copy.date_closed)

    def test_a_ticket_is_found_by_its_number(self):
        ticket = self._create_ticket()
        found = self.env["crm.service.ticket"].name_search(ticket.number)
        self.assertEqual([found_id for found_id, _name in found], ticket.ids)

    def test_the_contact_brings_customer_phone_and_mail(self):
        ticket = self._create_ticket()
        self.assertEqual(ticket.commercial_partner_id, self.customer)
        self.assertEqual(ticket.partner_email, "ann@acme.example.com")
        self.assertEqual(ticket.email_normalized, "ann@acme.example.com")
        self.assertEqual(ticket.partner_phone, "+1 650 555 0101")

    def test_a_mail_address_without_a_contact_stays(self):
        ticket = self._create_ticket(partner_id=False, partner_email="Bob <BOB@example.com>")
        self.assertEqual(ticket.email_normalized, "bob@example.com")

    def test_a_ticket_starts_in_the_first_stage_of_the_first_own_team(self):
        form = Form(self.env["crm.service.ticket"].with_user(self.agent))
        form.name = "Pump leaks"
        ticket = form.save()
        self.assertEqual(ticket.team_id, self.team)
        self.assertEqual(ticket.stage_id, self.stage_new)

    def test_the_stages_of_a_team_are_those_of_all_and_its_own(self):
        own = self.env["crm.service.stage"].create(
            {"name": "Lab", "sequence": 1, "team_ids": self.team.ids}
        )
        other = self._create_team("Other", self.agent)
        self.assertIn(own, self.team._get_stages())
        self.assertNotIn(own, other._get_stages())
        ticket = self._create_ticket()
        self.assertEqual(ticket.stage_id, own)
        ticket.team_id = other
        self.assertEqual(ticket.stage_id, self.stage_new)

    def test_a_stage_may_be_chosen_on_the_team_as_well(self):
        other = self._create_team("East", self.agent)
        theirs = self.env["crm.service.stage"].create({"name": "Theirs", "team_ids": other.ids})
        self.assertNotIn(theirs, self.team._get_stages())
        self.team.stage_ids += theirs
        self.assertIn(theirs, self.team._get_stages())
        self.team.stage_ids -= theirs
        self.assertNotIn(theirs, self.team._get_stages())

    def test_a_ticket_that_changes_the_team_keeps_a_stage_that_both_know(self):
        ticket = self._create_ticket(stage_id=self.stage_progress.id)
        ticket.team_id = self._create_team("Other", self.agent)
        self.assertEqual(ticket.stage_id, self.stage_progress)

    def test_what_the_system_writes_is_not_for_rpc(self):
        ticket = self._create_ticket(user_id=self.agent.id).with_user(self.agent)
        for name in ("number", "date_opened", "date_first_response", "reopen_count"):
            with self.assertRaises(AccessError, msg=name):
                ticket.write({name: ticket[name]})

    def test_a_ticket_of_another_company_cannot_have_our_team(self):
        with self.assertRaisesRegex(UserError, "Second company"):
            self._create_ticket(company_id=self.company_b.id)

    def test_creating_takes_a_constant_number_of_queries_per_ticket(self):
        self._create_ticket()
        counts = []
        for number in (10, 20):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["crm.service.ticket"].create(
                [
                    {"name": f"No. {row}", "team_id": self.team.id, "partner_id": self.contact.id}
                    for row in range(number)
                ]
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        per_ticket = (counts[1] - counts[0]) / 10
        self.assertLessEqual(per_ticket, 6)


class TestPriority(TransactionCase):
    def test_the_priority_rises_with_impact_and_urgency(self):
        self.assertEqual(priority_of("3", "3"), "3")
        self.assertEqual(priority_of("1", "1"), "0")
        self.assertEqual(priority_of("2", "3"), "2")
        for impact, urgency in MATRIX:
            for more in range(int(impact), 4):
                higher = priority_of(str(more), urgency)
                self.assertGreaterEqual(higher, priority_of(impact, urgency))
            self.assertEqual(priority_of(impact, urgency), priority_of(urgency, impact))

    def test_what_is_missing_counts_as_medium(self):
        self.assertEqual(priority_of(False, False), priority_of("2", "2"))

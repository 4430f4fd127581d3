from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.crm_customer.tools.personal_data import holdings

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRooms(ServiceCommon):
    """The rooms of the ground floor hear of tickets."""

    def test_the_customer_counts_open_and_all_tickets(self):
        self._create_ticket()
        self._create_ticket(stage_id=self.stage_solved.id)
        customer = self.customer.with_user(self.head)
        self.assertEqual(customer.crm_open_ticket_count, 1)
        self.assertEqual(customer.crm_ticket_count, 2)
        self.assertEqual(self.contact.with_user(self.head).crm_ticket_count, 2)

    def test_a_ticket_is_entered_from_the_customer(self):
        action = self.contact.with_user(self.agent).action_new_crm_ticket()
        self.assertEqual(action["context"]["default_partner_id"], self.contact.id)
        self.assertEqual(action["context"]["default_channel"], "phone")

    def test_the_timeline_shows_coming_and_closing(self):
        ticket = self._create_ticket(stage_id=self.stage_solved.id)
        page = self.env["crm.timeline"].with_user(self.head).get_page(self.customer.id)
        shown = [
            entry["badge"] for entry in page["entries"] if entry["model"] == "crm.service.ticket"
        ]
        self.assertCountEqual(shown, ["New ticket", "Ticket closed"])
        self.assertTrue(any(ticket.name in entry["title"] for entry in page["entries"]))

    def test_the_timeline_of_a_salesperson_shows_none(self):
        self._create_ticket()
        page = self.env["crm.timeline"].with_user(self.user_all).get_page(self.customer.id)
        self.assertNotIn("crm.service.ticket", [entry["model"] for entry in page["entries"]])

    def test_open_tickets_are_handed_over(self):
        sources = {source.key: source for source in self.env["crm.handover"]._handover_sources()}
        ticket = self._create_ticket(user_id=self.agent.id)
        self._create_ticket(user_id=self.agent.id, stage_id=self.stage_solved.id)
        found = self.env["crm.service.ticket"].search(
            [("user_id", "=", self.agent.id), *sources["ticket"].domain]
        )
        self.assertEqual(found, ticket)
        self.assertIn("service_team", sources)

    def test_a_department_is_asked_from_a_ticket(self):
        ticket = self._create_ticket(user_id=self.agent.id).with_user(self.agent)
        action = ticket.action_crm_ask_department()
        self.assertEqual(action["context"]["default_source_ref"], f"crm.service.ticket,{ticket.id}")
        self.assertEqual(ticket._get_request_partner(), self.contact)

    def test_today_shows_own_tickets_and_those_of_nobody(self):
        own = self._create_ticket("Own one", user_id=self.agent.id)
        self._create_ticket("Waits", user_id=self.agent.id, stage_id=self.stage_waiting.id)
        free = self._create_ticket("Free one")
        page = self.env["crm.today"].with_user(self.agent).get_page()
        blocks = {block["key"]: block for block in page["blocks"]}
        self.assertEqual([item["id"] for item in blocks["tickets"]["items"]], own.ids)
        items = blocks["tickets_free"]["items"]
        self.assertEqual([item["id"] for item in items], free.ids)
        self.assertEqual(items[0]["acts"][0]["method"], "action_take")

    def test_today_begins_with_what_is_due_first(self):
        self.env["crm.service.sla"].search([]).active = False
        self.env["crm.service.sla"].create(
            {
                "name": "An hour",
                "company_id": self.env.company.id,
                "target": "resolution",
                "hours": 1,
                "around_the_clock": True,
            }
        )
        values = {"user_id": self.agent.id}
        new = self._create_ticket("New", impact="3", urgency="3", **values)
        opened = fields.Datetime.now() - timedelta(days=2)
        late = self._create_ticket("Late", date_opened=opened, **values)
        page = self.env["crm.today"].with_user(self.agent).get_page()
        [block] = [block for block in page["blocks"] if block["key"] == "tickets"]
        self.assertEqual([item["id"] for item in block["items"]], [late.id, new.id])
        self.assertEqual(block["items"][0]["state"], "late")

    def test_today_of_a_salesperson_has_no_such_blocks(self):
        page = self.env["crm.today"].with_user(self.user_own).get_page()
        self.assertNotIn("tickets", [block["key"] for block in page["blocks"]])

    def test_a_data_subject_report_holds_the_tickets(self):
        ticket = self._create_ticket()
        found = holdings(self.contact.sudo()._crm_personal_data())
        records = [holding.records for holding in found if holding.title == "Service Tickets"]
        self.assertEqual(records, [ticket])

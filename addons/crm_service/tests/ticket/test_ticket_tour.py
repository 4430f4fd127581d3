from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicketTour(ServiceCommon, HttpCase):
    browser_size = "1400x900"

    def test_an_agent_takes_a_ticket_and_solves_it(self):
        ticket = self._create_ticket("Tour pump leaks")
        self.start_tour("/odoo", "crm_service_ticket_tour", login="service_agent")
        self.assertEqual(ticket.user_id, self.agent)
        self.assertEqual(ticket.stage_id, self.stage_solved)
        self.assertTrue(ticket.date_first_response)

    def test_a_deadline_is_told_in_hours_and_days_not_in_months(self):
        """On the last day of a month tomorrow is no "next month"."""
        self.browser_js(
            "/odoo",
            """
            const { tellDeadline } = odoo.loader.modules.get("@crm_service/ticket/deadline_field");
            const at = (text) => luxon.DateTime.fromISO(text, { locale: "en" });
            const now = at("2026-11-30T10:00:00");
            const told = ["2026-11-30T13:00:00", "2026-12-01T18:00:00", "2026-11-28T09:00:00"];
            const says = told.map((text) => tellDeadline(at(text), now)).join(", ");
            if (says !== "in 3 hours, tomorrow, 2 days ago") {
                throw new Error(says);
            }
            console.log("test successful");
            """,
            ready="odoo.isReady",
            login="service_agent",
        )

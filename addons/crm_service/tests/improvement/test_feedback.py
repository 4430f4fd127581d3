from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from odoo.addons.crm_customer.tools.personal_data import Holding

from .common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestFeedback(ImprovementCommon):
    def test_feedback_gets_a_number_and_is_new(self):
        feedback = self._create_feedback()
        self.assertRegex(feedback.number, r"^F\d{4}-\d{5}$")
        self.assertEqual(feedback.state, "new")
        self.assertEqual(feedback.commercial_partner_id, self.customer)

    @users("customer_plain")
    def test_an_employee_gives_feedback_and_sees_the_own(self):
        other = self._create_feedback()
        form = Form(self.env["crm.service.feedback"])
        form.name = "The coffee is cold"
        feedback = form.save()
        self.assertEqual(feedback.source, "employee")
        self.assertEqual(self.env["crm.service.feedback"].search([]), feedback)
        with self.assertRaises(AccessError):
            feedback.name = "Changed"
        with self.assertRaises(AccessError):
            other.with_user(self.env.user).read(["name"])

    def test_a_ticket_becomes_feedback_in_one_click(self):
        ticket = self._create_ticket(
            kind="complaint",
            impact="3",
            category_id=self.category.id,
            product_id=self.product.id,
            description="<p>It is <b>lost</b></p>",
            user_id=self.agent.id,
        )
        action = ticket.with_user(self.agent).action_make_feedback()
        feedback = self.env["crm.service.feedback"].browse(action["res_id"])
        self.assertEqual(feedback.ticket_id, ticket)
        self.assertEqual(feedback.name, ticket.name)
        self.assertEqual(feedback.description, "It is *lost*")
        self.assertEqual(feedback.partner_id, self.contact)
        self.assertEqual(feedback.category_id, self.category)
        self.assertEqual(feedback.product_id, self.product)
        self.assertEqual((feedback.sentiment, feedback.severity), ("negative", "3"))
        self.assertEqual(feedback.user_id, self.agent)

    def test_the_second_click_opens_what_the_first_one_made(self):
        ticket = self._create_ticket(user_id=self.agent.id)
        first = ticket.with_user(self.agent).action_make_feedback()
        self.assertEqual(ticket.with_user(self.agent).action_make_feedback(), first)
        self.assertEqual(ticket.feedback_count, 1)

    def test_a_source_is_entered_once_whoever_enters_it(self):
        ticket = self._create_ticket()
        values = {"source": "ticket", "ticket_id": ticket.id}
        self._create_feedback(**values)
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self._create_feedback(**values)

    def test_an_interaction_becomes_feedback(self):
        interaction = self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "contact_ids": self.contact.ids,
                "name": "Visit",
                "note": "<p>Too loud</p>",
                "sentiment": "negative",
                "user_id": self.agent.id,
            }
        )
        action = interaction.with_user(self.agent).action_crm_make_feedback()
        feedback = self.env["crm.service.feedback"].browse(action["res_id"])
        self.assertEqual(feedback.interaction_id, interaction)
        self.assertEqual((feedback.sentiment, feedback.description), ("negative", "Too loud"))
        self.assertEqual(feedback.partner_id, self.contact)

    def test_what_one_may_not_read_becomes_no_feedback(self):
        ticket = self._create_ticket()
        stranger = self._create_user("other_agent", "crm_service.group_service_own")
        with self.assertRaises(AccessError):
            ticket.with_user(stranger).action_make_feedback()

    def test_the_source_is_opened_from_the_feedback(self):
        ticket = self._create_ticket()
        feedback = self._create_feedback(source="ticket", ticket_id=ticket.id)
        action = feedback.action_open_source()
        self.assertEqual((action["res_model"], action["res_id"]), (ticket._name, ticket.id))
        with self.assertRaises(UserError):
            self._create_feedback().action_open_source()

    def test_declining_wants_a_reason(self):
        feedback = self._create_feedback()
        with self.assertRaisesRegex(UserError, "enter the reason"):
            feedback.action_decline()
        feedback.decline_reason = "Not safe"
        feedback.with_user(self.agent).action_decline()
        self.assertEqual(feedback.state, "declined")
        feedback.with_user(self.agent).action_reset()
        self.assertEqual(feedback.state, "new")

    def test_the_state_follows_the_improvement(self):
        feedback = self._create_feedback()
        feedback.improvement_id = self._create_improvement()
        self.assertEqual(feedback.state, "grouped")
        feedback.improvement_id = False
        self.assertEqual(feedback.state, "new")

    def test_who_gave_it_reads_what_became_of_it(self):
        feedback = self._create_feedback(user_id=self.user_plain.id)
        seen = feedback.with_user(self.user_plain)
        self.assertFalse(seen.outcome)
        feedback.improvement_id = self._create_released()
        self.assertEqual(seen.outcome, "Since 2.4 the program stays.")
        feedback.improvement_id = False
        feedback.decline_reason = "Not safe"
        feedback.action_decline()
        self.assertEqual(seen.outcome, "Not safe")

    def test_the_state_is_written_by_acts_alone(self):
        with self.assertRaises(AccessError):
            self._create_feedback().with_user(self.agent).state = "answered"

    def test_merging_tickets_takes_the_feedback_along(self):
        survivor, loser = self._create_ticket("First"), self._create_ticket("Second")
        feedback = self._create_feedback(source="ticket", ticket_id=loser.id)
        merge = self.env["crm.service.merge"]._perform(survivor, loser)
        self.assertEqual(feedback.ticket_id, survivor)
        merge.action_undo()
        self.assertEqual(feedback.ticket_id, loser)

    def test_where_both_tickets_told_something_each_keeps_its_own(self):
        survivor, loser = self._create_ticket("First"), self._create_ticket("Second")
        mine = self._create_feedback(source="ticket", ticket_id=survivor.id)
        theirs = self._create_feedback(source="ticket", ticket_id=loser.id)
        self.env["crm.service.merge"]._perform(survivor, loser)
        self.assertEqual((mine.ticket_id, theirs.ticket_id), (survivor, loser))

    def test_erasing_a_person_takes_the_words(self):
        feedback = self._create_feedback(description="I am Ann and I am angry")
        holdings = [Holding(*item) for item in self.contact.sudo()._crm_personal_data()]
        held = {holding.title: holding for holding in holdings}
        self.assertEqual(held["Customer Feedback"].records, feedback)
        feedback.sudo()._crm_erase_records("Person 1")
        self.assertEqual((feedback.name, feedback.description), ("Person 1", False))
        self.assertNotIn("gripper", feedback.token_key)

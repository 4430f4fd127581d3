from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RelationCommon


@tagged("post_install", "-at_install")
class TestFamily(RelationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parent = cls._create_ticket("Server down", user_id=cls.agent.id)
        cls.children = cls._create_ticket("Cannot log in", parent_id=cls.parent.id)
        cls.children |= cls._create_ticket("No data", parent_id=cls.parent.id)

    def _spread(self, **values):
        return (
            self.env["crm.service.ticket.spread"]
            .with_user(self.agent)
            .create({"ticket_id": self.parent.id} | values)
        )

    def test_the_parent_counts_its_children(self):
        self.children[0].action_close()
        self.assertEqual(self.parent.child_count, 2)
        self.assertEqual(self.parent.open_child_count, 1)

    def test_there_is_one_level_and_no_cycle(self):
        for child, parent in (
            (self.parent, self.children[0]),
            (self.parent, self.parent),
            (self.parent, self._create_ticket("Above")),
            (self._create_ticket("Below"), self.children[0]),
        ):
            with self.assertRaisesRegex(ValidationError, "cannot be part of"):
                child.parent_id = parent

    def test_one_answer_goes_to_all_children(self):
        self._spread(body="<p>We are on it</p>").action_spread()
        for child in self.children:
            message = child.message_ids[0]
            self.assertIn("We are on it", message.body)
            self.assertEqual(message.author_id, self.agent.partner_id)
            self.assertIn(self.contact, message.partner_ids)
            self.assertTrue(child.date_first_response)
            self.assertFalse(child.is_closed)

    def test_whoever_solves_the_parent_is_offered_to_solve_the_children(self):
        self.parent.write({"cause_id": self.cause.id, "resolution": "<p>Restarted</p>"})
        action = self.parent.with_user(self.agent).action_close()
        self.assertTrue(self.parent.is_closed)
        self.assertEqual(action["res_model"], "crm.service.ticket.spread")
        wizard = self._open_dialog(action, self.agent)
        self.assertEqual(wizard.child_ids, self.children)
        wizard.action_spread()
        self.assertEqual(self.children.mapped("is_closed"), [True, True])
        self.assertEqual(self.children.cause_id, self.cause)
        self.assertIn("Restarted", self.children[0].resolution)

    def test_without_open_children_nothing_is_asked(self):
        self.children.action_close()
        self.assertFalse(self.parent.action_close())

    def test_children_of_a_colleague_are_left_to_him(self):
        self.children[0].user_id = self.colleague
        self.assertEqual(self.parent.with_user(self.agent)._get_open_children(), self.children[1])

    def test_only_children_are_answered(self):
        stranger = self._create_ticket("Other")
        wizard = self._spread(body="x", child_ids=[Command.set(stranger.ids)])
        with self.assertRaisesRegex(UserError, "children of the incident"):
            wizard.action_spread()

    def test_an_answer_without_words_is_refused(self):
        with self.assertRaisesRegex(UserError, "Write an answer"):
            self._spread(body="<p><br></p>").action_spread()

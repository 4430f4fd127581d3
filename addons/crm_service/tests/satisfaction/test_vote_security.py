from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from .common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestVoteSecurity(SatisfactionCommon, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.member_ids = [Command.link(cls.leader.id)]
        cls.other = cls._create_ticket("Valve", user_id=cls.colleague.id)

    def setUp(self):
        super().setUp()
        self._close()
        self._close(self.other)
        self.mine = self._vote(self.ticket, 5, "Good")
        self.theirs = self._vote(self.other, 1, "Bad")

    def _seen(self, user, model="rating.rating"):
        return self.env[model].with_user(user).search([("crm_ticket_id", "!=", False)])

    def test_an_agent_sees_own_ratings_the_leader_the_team_s(self):
        both = self.mine | self.theirs
        self.assertEqual(self._seen(self.agent) & both, self.mine)
        self.assertEqual(self._seen(self.colleague) & both, self.theirs)
        for user in (self.leader, self.head):
            self.assertEqual(self._seen(user) & both, both)
        far = self._create_user("far_leader", "crm_service.group_service_team")
        self.assertFalse(self._seen(far) & both)

    def test_the_report_has_the_same_borders(self):
        def seen(user):
            rows = self.env["crm.service.satisfaction"].with_user(user).search([])
            return rows.ticket_id.sudo() & (self.ticket | self.other)

        self.assertEqual(seen(self.agent), self.ticket)
        self.assertEqual(seen(self.leader), self.ticket | self.other)
        self.assertEqual(seen(self.head), self.ticket | self.other)

    def test_an_agent_reads_no_figures_of_colleagues_from_tickets(self):
        for name in ("rating_last_value", "rating_avg", "rating_ids", "rating_last_feedback"):
            with self.assertRaises(AccessError, msg=name):
                self.other.with_user(self.agent).read([name])
            self.assertNotIn(name, self.other.with_user(self.agent).fields_get())
        with self.assertRaises(AccessError):
            self.env["crm.service.ticket"].with_user(self.agent)._read_group(
                [], ["user_id"], ["rating_last_value:avg"]
            )
        self.assertTrue(self.other.with_user(self.leader).read(["rating_last_value"]))

    def test_what_is_not_answered_is_not_shown_with_its_key(self):
        third = self._close(self._create_ticket("Third", user_id=self.agent.id))
        request = third._get_rating_request()
        for user in (self.agent, self.leader, self.head, self.user_plain):
            with self.assertRaises(AccessError):
                request.with_user(user).read(["access_token"])

    def test_nobody_writes_a_rating(self):
        model = self.env["ir.model"]._get_id("crm.service.ticket")
        for user in (self.agent, self.leader, self.head):
            with self.assertRaises(AccessError):
                self.mine.with_user(user).write({"rating": 5})
            with self.assertRaises(AccessError):
                self.mine.with_user(user).reset()
            with self.assertRaises(AccessError):
                self.env["rating.rating"].with_user(user).create(
                    {
                        "res_model_id": model,
                        "res_id": self.ticket.id,
                        "rating": 5,
                        "consumed": True,
                        "rated_partner_id": self.agent.partner_id.id,
                    }
                )
            with self.assertRaises(AccessError):
                self.ticket.with_user(user).rating_apply(5, token=self.mine.access_token)

    def test_a_rating_of_something_else_does_not_become_one_of_a_ticket(self):
        partner = self.env["ir.model"]._get_id("res.partner")
        ticket = self.env["ir.model"]._get_id("crm.service.ticket")
        rating = (
            self.env["rating.rating"]
            .with_user(self.agent)
            .create({"res_model_id": partner, "res_id": self.customer.id, "rating": 5})
        )
        rating.write({"rating": 4})
        for values in ({"res_model_id": ticket}, {"crm_ticket_id": self.ticket.id}):
            with self.assertRaises(AccessError):
                rating.write(values | {"res_id": self.ticket.id})

    def test_a_low_rating_opens_one_follow_up_of_the_leader(self):
        kind = self.env.ref("crm_service.mail_activity_type_low_rating")

        def follow_ups(ticket):
            return ticket.activity_ids.filtered(lambda act: act.activity_type_id == kind)

        self.assertFalse(follow_ups(self.ticket))
        activity = follow_ups(self.other)
        self.assertEqual(activity.user_id, self.leader)
        self.assertIn("Bad", activity.note)
        self.other.sudo()._follow_up(self.theirs)
        self.assertEqual(follow_ups(self.other), activity)

    def test_a_team_without_a_leader_leaves_it_to_the_owner(self):
        self.team.user_id = False
        third = self._close(self._create_ticket("Third", user_id=self.agent.id))
        self._vote(third, 1)
        self.assertEqual(third.activity_ids.user_id, self.agent)

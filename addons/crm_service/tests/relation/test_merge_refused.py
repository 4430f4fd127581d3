from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RelationCommon


@tagged("post_install", "-at_install")
class TestMergeRefused(RelationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survivor = cls._create_ticket(user_id=cls.agent.id)
        cls.loser = cls._create_ticket("Twin", user_id=cls.agent.id)

    def test_of_different_customers_it_wants_to_be_confirmed(self):
        self.loser.partner_id = self._create_customer("Somebody else")
        with self.assertRaisesRegex(UserError, "different customers"):
            self.survivor._merge(self.loser)
        self.survivor._merge(self.loser, is_confirmed=True)
        self.assertFalse(self.loser.active)

    def test_an_unknown_sender_is_no_other_customer(self):
        self.loser.partner_id = False
        self.survivor._merge(self.loser)
        self.assertFalse(self.loser.active)

    def test_nothing_is_merged_twice(self):
        self.survivor._merge(self.loser)
        with self.assertRaisesRegex(UserError, "merged already"):
            self._create_ticket()._merge(self.loser)
        with self.assertRaisesRegex(UserError, "merged already"):
            self.loser._merge(self._create_ticket())

    def test_nothing_is_merged_into_itself(self):
        with self.assertRaisesRegex(UserError, "at least two"):
            self.survivor._merge(self.survivor)

    def test_companies_are_not_merged(self):
        far = self.env["crm.service.team"].create(
            {"name": "Far", "company_id": self.company_b.id, "user_id": False}
        )
        other = self._create_ticket(partner_id=False, company_id=self.company_b.id, team_id=far.id)
        with self.assertRaisesRegex(UserError, "different companies"):
            self.survivor._merge(other)

    def test_who_may_not_work_on_one_may_not_merge(self):
        self.loser.user_id = self.colleague
        with self.assertRaises(AccessError):
            self.survivor.with_user(self.agent)._merge(self.loser.with_user(self.agent))
        self.loser.user_id = self.agent
        merge = self.survivor.with_user(self.agent)._merge(self.loser.with_user(self.agent))
        self.loser.user_id = self.colleague
        with self.assertRaises(AccessError):
            merge.with_user(self.agent).action_undo()

    def test_nobody_sets_the_survivor_by_hand(self):
        ticket = self.loser.with_user(self.agent)
        for values in ({"merged_into_id": self.survivor.id}, {"date_merged": "2026-01-01"}):
            with self.assertRaises(AccessError):
                ticket.write(values)

    def test_the_log_is_not_silenced_over_rpc(self):
        ticket = self.loser.with_user(self.agent)
        before = self._kinds(self.loser)
        ticket.with_context(crm_service_merging=True).active = False
        self.assertEqual(self._kinds(self.loser), [*before, "archived"])

    @mute_logger("odoo.sql_db")
    def test_a_merged_ticket_stays_archived(self):
        self.survivor._merge(self.loser)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.loser.active = True
            self.loser.flush_recordset()

    def test_a_survivor_is_not_deleted(self):
        self.survivor._merge(self.loser)
        with self.assertRaisesRegex(UserError, "Undo the merge first"):
            self.survivor.with_user(self.head).unlink()

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer.tools.personal_data import holdings

from .common import DeskCommon


@tagged("post_install", "-at_install")
class TestComplaint(DeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.env["crm.approval.rule"]
        rules.search([("kind", "=", "compensation")]).active = False
        cls.rule = rules.create(
            {
                "name": "Compensations",
                "kind": "compensation",
                "company_id": cls.env.company.id,
                "amount_min": 500,
                "step_ids": [
                    Command.create(
                        {"name": "Head", "who": "user", "user_ids": [Command.set(cls.head.ids)]}
                    )
                ],
            }
        )
        cls.ticket.write({"kind": "complaint", "cause_id": cls.cause.id})

    def _compensate(self, amount):
        ticket = self.ticket.with_user(self.agent)
        ticket.write({"compensation_kind": "refund", "compensation_amount": amount})
        return ticket

    def test_a_small_compensation_needs_nobody(self):
        ticket = self._compensate(499)
        action = ticket.action_request_compensation()
        self.assertIn("no further approval", action["params"]["message"])
        ticket.action_close()
        self.assertTrue(ticket.is_closed)

    def test_from_the_limit_on_it_is_approved_before_the_end(self):
        ticket = self._compensate(500)
        with self.assertRaisesRegex(UserError, "Request Approval"):
            ticket.action_close()
        action = ticket.action_request_compensation()
        approval = self.env["crm.approval"].browse(action["res_id"])
        self.assertEqual((approval.amount, approval.kind), (500, "compensation"))
        self.assertIn("Refund", approval.description)
        with self.assertRaisesRegex(UserError, "not decided yet"):
            ticket.action_close()
        approval.with_user(self.head).action_approve()
        self.assertEqual(ticket.crm_approval_state, "approved")
        ticket.action_close()
        self.assertTrue(ticket.is_closed)

    def test_whoever_raises_it_afterwards_asks_anew(self):
        ticket = self._compensate(500)
        approval = self.env["crm.approval"].browse(ticket.action_request_compensation()["res_id"])
        approval.with_user(self.head).action_approve()
        ticket.compensation_amount = 5000
        self.assertEqual(approval.state, "outdated")
        with self.assertRaises(UserError):
            ticket.action_close()

    def test_no_way_leads_round_it(self):
        ticket = self._compensate(500)
        with self.assertRaises(UserError):
            ticket.stage_id = self.stage_solved
        self.ticket.invalidate_recordset()
        self.ticket.cause_id = False
        self._compensate(0)
        with self.assertRaisesRegex(UserError, "root cause"):
            ticket.stage_id = self.stage_solved

    def test_the_limit_is_that_of_the_company(self):
        self.rule.company_id = self.company_b
        self._compensate(5000).action_close()
        self.assertTrue(self.ticket.is_closed)

    def test_there_must_be_something_to_approve(self):
        with self.assertRaisesRegex(UserError, "value of the compensation"):
            self.ticket.with_user(self.agent).action_request_compensation()

    @mute_logger("odoo.sql_db")
    def test_it_is_not_negative(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.ticket.compensation_amount = -1
            self.ticket.flush_recordset()

    def test_the_corrective_action_is_an_activity(self):
        ticket = self.ticket.with_user(self.agent)
        ticket.write(
            {
                "corrective_action": "Count before packing",
                "corrective_user_id": self.colleague.id,
                "corrective_date": "2031-03-04",
            }
        )
        activity = self.ticket.activity_ids
        self.assertEqual(activity.user_id, self.colleague)
        self.assertEqual(str(activity.date_deadline), "2031-03-04")
        self.assertIn("Count before packing", activity.note)
        ticket.corrective_date = "2031-04-05"
        self.assertEqual(self.ticket.activity_ids, activity)
        self.assertEqual(str(activity.date_deadline), "2031-04-05")
        ticket.corrective_action = False
        self.assertFalse(self.ticket.activity_ids)

    def test_which_activity_it_is_nobody_sets_by_hand(self):
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.agent).corrective_activity_id = False

    def test_a_merge_leaves_a_compensation_where_it_was_granted(self):
        other = self._create_ticket(user_id=self.agent.id)
        self._compensate(100)
        with self.assertRaisesRegex(UserError, "compensation"):
            other._merge(self.ticket)
        self.ticket._merge(other)
        self.assertEqual(self.ticket.compensation_amount, 100)

    def test_the_person_is_told_what_was_approved(self):
        ticket = self._compensate(500)
        approval = self.env["crm.approval"].browse(ticket.action_request_compensation()["res_id"])
        found = holdings(self.contact.sudo()._crm_personal_data())
        records = [each.records for each in found if each.title == "Approvals of Compensations"]
        self.assertEqual(records, [approval.sudo()])

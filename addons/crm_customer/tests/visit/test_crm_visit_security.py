from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NEAR, NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitSecurity(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreigner = cls._create_user(
            "customer_foreign",
            "crm_customer.group_customer_manager",
            company_id=cls.company_b.id,
            company_ids=[(6, 0, cls.company_b.ids)],
        )
        cls.visit = cls._create_visit()
        cls.mine.check_in(visit_id=cls.visit.id, position=NEAR)

    def _positions(self, user):
        return self.env["crm.visit.position"].with_user(user).search([])

    def test_only_the_visitor_and_managers_see_positions(self):
        position = self.visit.position_ids
        self.assertIn(position, self._positions(self.user_own))
        self.assertIn(position, self._positions(self.user_manager))
        for user in (self.user_team, self.user_all, self.foreigner):
            self.assertNotIn(position, self._positions(user))
            with self.assertRaises(AccessError):
                position.with_user(user).read(["latitude"])
            positions = self.env["crm.visit.position"].with_user(user)
            self.assertEqual(positions._read_group([], [], ["__count"]), [(0,)])
        with self.assertRaises(AccessError):
            self._positions(self.user_plain)

    def test_the_visit_of_a_colleague_opens_without_his_position(self):
        visit = self.visit.with_user(self.user_all)
        self.assertFalse(visit.position_ids)
        self.assertFalse(
            self.Visit.with_user(self.user_all).search([("position_ids.latitude", ">", 0)])
        )

    def test_nobody_writes_a_position(self):
        for user in (self.user_own, self.user_manager):
            position = self.visit.position_ids.with_user(user)
            with self.assertRaises(AccessError):
                position.write({"latitude": 1})
            with self.assertRaises(AccessError):
                position.unlink()
            with self.assertRaises(AccessError):
                self.env["crm.visit.position"].with_user(user).create(
                    {"visit_id": self.visit.id, "user_id": user.id}
                )
            with self.assertRaises(AccessError):
                self.visit.with_user(user).write({"position_ids": [(5, 0, 0)]})

    def test_another_company_sees_nothing(self):
        plan = self.env["crm.visit.plan"].create({"user_id": self.user_own.id})
        foreign = self.Visit.with_user(self.foreigner)
        self.assertNotIn(self.visit, foreign.search([]))
        for record in (self.visit, plan):
            with self.assertRaises(AccessError):
                record.with_user(self.foreigner).read(["user_id"])
        with self.assertRaises(AccessError):
            foreign.check_in(visit_id=self.visit.id, position=NEAR)
        self.customer.company_id = self.env.company
        with self.assertRaises(AccessError):
            foreign.check_in(partner_id=self.customer.id, position=NEAR)

    def test_an_unplanned_visit_is_of_the_customer_s_company(self):
        self.nowhere.company_id = self.company_b
        screen = self.Visit.with_user(self.foreigner).check_in(
            partner_id=self.nowhere.id, position=NEAR
        )
        self.assertEqual(self.Visit.browse(screen["visit_id"]).company_id, self.company_b)

    def test_nobody_plans_or_hands_over_out_of_his_scope(self):
        colleague = self._create_visit(user_id=self.user_all.id, partner_id=self.nowhere.id)
        own = self._create_visit()
        with self.assertRaises(AccessError):
            colleague.with_user(self.user_own).name = "x"
        with self.assertRaises(AccessError):
            colleague.with_user(self.user_team).name = "x"
        with self.assertRaises(AccessError):
            own.with_user(self.user_own).user_id = self.user_all
        with self.assertRaises(AccessError):
            self.mine.create({"partner_id": self.customer.id, "user_id": self.user_all.id})
        own.with_user(self.user_team).name = "Of my team"
        colleague.with_user(self.user_all).name = "Mine"

    def test_nobody_closes_or_reopens_another_s_visit(self):
        colleague = self._create_visit(user_id=self.user_all.id, partner_id=self.nowhere.id)
        wizard = self.env["crm.visit.close"].with_user(self.user_own)
        with self.assertRaises(AccessError):
            wizard.create(
                {"visit_ids": colleague.ids, "state": "cancelled", "reason": "no_time"}
            ).action_close()
        with self.assertRaises(AccessError):
            colleague.with_user(self.user_own).action_reopen()
        with self.assertRaises(AccessError):
            colleague.with_user(self.user_own).unlink()

    def test_nobody_plans_for_another_through_a_proposal(self):
        plan = self.env["crm.visit.plan"].create({"user_id": self.user_all.id})
        with self.assertRaises(AccessError):
            plan.with_user(self.user_own).action_propose()
        proposal = (
            self.env["crm.visit.propose"]
            .with_user(self.user_own)
            .create(
                {
                    "plan_id": plan.id,
                    "line_ids": [],
                }
            )
        )
        proposal.line_ids = [
            (0, 0, {"partner_id": self.nowhere.id, "is_chosen": True, "date": "2026-03-10"})
        ]
        with self.assertRaises(AccessError):
            proposal.action_plan()

    def test_who_has_no_group_sees_no_visits(self):
        plain = self.Visit.with_user(self.user_plain)
        with self.assertRaises(AccessError):
            plain.search([])
        with self.assertRaises(AccessError):
            plain.check_in(partner_id=self.customer.id, position=NEAR)
        self.visit.event_id.with_user(self.user_plain).read(["name"])
        self.customer.with_user(self.user_plain).read(["name"])

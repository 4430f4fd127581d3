from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitPropose(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.level = cls.env["crm.customer.level"].create(
            {"name": "Every Month", "follow_up_days": 30}
        )
        cls.plan = cls.env["crm.visit.plan"].create(
            {"user_id": cls.user_own.id, "date_start": "2026-03-09"}
        )
        (cls.customer | cls.nowhere).crm_code = False  # out of the way

    @classmethod
    def _create_old(cls, name, days, **values):
        """Create a customer of the sales rep that exists, and is silent, for ``days``."""
        customer = cls._create_customer(name, crm_code=name, user_id=cls.user_own.id, **values)
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE res_partner SET create_date = DATE '2026-03-09' - %s WHERE id = %s",
            [days, customer.id],
        )
        return customer

    def _propose(self, **values):
        proposals = self.env["crm.visit.propose"].with_user(self.user_own)
        nothing = {"is_due": False, "days_silent": 0, "days_unvisited": 0}
        return proposals.create({"plan_id": self.plan.id} | nothing | values)

    def _names(self, proposal):
        return set(proposal.line_ids.partner_id.mapped("name"))

    def test_due_by_level(self):
        self._create_old("due", 30, crm_level_id=self.level.id)
        self._create_old("fresh", 29, crm_level_id=self.level.id)
        self._create_old("no level", 400)
        proposal = self._propose(is_due=True)
        self.assertEqual(self._names(proposal), {"due"})

    def test_not_contacted(self):
        self._create_old("silent", 50)
        self._create_old("fresh", 49)
        self.assertEqual(self._names(self._propose(days_silent=50)), {"silent"})

    def test_an_interaction_starts_the_time_again(self):
        customer = self._create_old("spoken to", 100)
        self.env["crm.customer.interaction"].create(
            {"partner_id": customer.id, "kind": "call", "date": "2026-03-01 02:00:00"}
        )
        self.env["crm.customer.profile"]._refresh(customer.ids)
        self.assertFalse(self._propose(days_silent=50).line_ids)

    def test_not_visited(self):
        never = self._create_old("never", 10)
        visited = self._create_old("visited", 300)
        long_ago = self._create_old("long ago", 300)
        for customer, date in ((visited, "2026-02-20"), (long_ago, "2025-12-01")):
            visit = self._create_visit(partner_id=customer.id, date_start=f"{date} 02:00:00")
            visit.write({"state": "done"})
        proposal = self._propose(days_unvisited=60)
        self.assertEqual(proposal.line_ids.partner_id, never | long_ago)
        reasons = {line.partner_id: line.why for line in proposal.line_ids}
        self.assertIn("never visited", reasons[never])
        self.assertIn("98 days ago", reasons[long_ago])

    def test_one_day_is_a_day(self):
        lines = self.env["crm.visit.propose.line"]
        customer = self._create_old("one", 90)
        line = lines.new({"partner_id": customer.id, "silent_days": 1, "due_days": 1})
        self.assertEqual(line.why, "1 day overdue · 1 day without contact")
        line = lines.new({"silent_days": 2, "due_days": 3, "unvisited_days": 1})
        self.assertEqual(line.why, "3 days overdue · 2 days without contact · last visit yesterday")

    def test_nobody_is_proposed_twice_or_of_others(self):
        planned = self._create_old("planned", 300)
        self._create_visit(
            partner_id=planned.id, user_id=self.user_team.id, date_start="2026-03-10 01:00:00"
        )
        self._create_old("other", 300).user_id = self.user_team
        self._create_old("foreign", 300).company_id = self.company_b
        self._create_old("archived", 300).active = False
        self._create_old("no customer", 300).crm_code = False
        self.assertFalse(self._propose(days_silent=50).line_ids)

    def test_by_city_and_district(self):
        self._create_old("a", 90, city="Shenzhen", crm_district="Nanshan")
        self._create_old("b", 90, city="Shenzhen", crm_district="Futian")
        self._create_old("c", 90, city="Dongguan")
        proposal = self._propose(days_silent=50, city="shenzhen")
        self.assertEqual(self._names(proposal), {"a", "b"})
        proposal.district = "futian"
        proposal.action_refresh()
        self.assertEqual(self._names(proposal), {"b"})

    def test_a_day_is_a_tour(self):
        for number in range(3):
            self._create_old(f"s{number}", 90 - number, city="Shenzhen")
            self._create_old(f"d{number}", 90 - number, city="Dongguan")
        proposal = self._propose(days_silent=50, per_day=3)
        days = {}
        for line in proposal.line_ids:
            days.setdefault(str(line.date), set()).add(line.city)
        self.assertEqual(days, {"2026-03-09": {"Shenzhen"}, "2026-03-10": {"Dongguan"}})

    def test_what_is_planned_already_takes_room(self):
        self.nowhere.crm_code = "V-9"
        for day in range(9, 14):
            self._create_visit(partner_id=self.nowhere.id, date_start=f"2026-03-{day:02} 01:30:00")
        proposal = self._propose(per_day=2)
        self.assertEqual(proposal.room_count, 5)

    def test_the_least_urgent_wait_when_there_is_no_room(self):
        for number in range(7):
            self._create_old(f"c{number}", 60 + number)
        proposal = self._propose(days_silent=50, per_day=1)
        chosen = proposal.line_ids.filtered("is_chosen")
        self.assertEqual(set(chosen.mapped("partner_id.name")), {f"c{n}" for n in range(2, 7)})
        self.assertEqual(proposal.chosen_count, 5)

    def test_planning(self):
        for number in range(3):
            self._create_old(f"c{number}", 60 + number, city="Shenzhen")
        proposal = self._propose(days_silent=50, per_day=3, purpose="Spring")
        proposal.action_plan()
        visits = self.plan.visit_ids.sorted("date_start")
        self.assertEqual(visits.mapped("partner_id.name"), ["c2", "c1", "c0"])
        # 9:30, 11:00 and, after noon, 13:30 in Shanghai
        self.assertEqual(
            [str(start)[5:16] for start in visits.mapped("date_start")],
            ["03-09 01:30", "03-09 03:00", "03-09 05:30"],
        )
        self.assertEqual(set(visits.mapped("name")), {"Spring"})
        self.assertEqual(visits.user_id, self.user_own)
        self.assertEqual(len(visits.event_id), 3)

    def test_planning_nobody_or_without_a_day_is_refused(self):
        self._create_old("c", 60)
        proposal = self._propose(days_silent=50)
        proposal.line_ids.date = False
        with self.assertRaises(UserError):
            proposal.action_plan()
        proposal.line_ids.is_chosen = False
        with self.assertRaises(UserError):
            proposal.action_plan()

    def test_proposing_takes_constant_queries(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = self.mine._get_candidates(
                self.plan, {"is_due": True, "days_silent": 50, "days_unvisited": 50}
            )
            return len(rows), self.cr.sql_log_count - before

        for number in range(10):
            self._create_old(f"c{number}", 60)
        count()
        ten, few = count()
        for number in range(10, 100):
            self._create_old(f"c{number}", 60)
        hundred, many = count()
        self.assertEqual((ten, hundred), (10, 100))
        self.assertEqual(few, many)

    def test_a_visit_of_another_company_is_none_of_ours(self):
        customer = self._create_old("shared", 300)
        for state in ("done", "planned"):
            visit = self._create_visit(partner_id=customer.id, company_id=self.company_b.id)
            visit.state = state
            visit.flush_recordset()
        proposal = self._propose(days_unvisited=60)
        self.assertEqual(proposal.line_ids.partner_id, customer)
        self.assertTrue(proposal.line_ids.is_never_visited)

    def test_a_visitor_without_a_time_zone_lives_by_the_clock_of_the_company(self):
        self._create_old("silent", 300)
        self.user_own.tz = False
        self.env.flush_all()
        self._propose(days_silent=60).action_plan()
        self.assertEqual(str(self.plan.visit_ids.date_start)[11:], "01:30:00")
        self.assertEqual(self.plan.visit_ids.date.weekday(), 0)

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...models.intake.crm_lead_take_in import Origin
from .common import RoutingCommon


@tagged("post_install", "-at_install")
class TestRouting(RoutingCommon):
    def test_leads_go_round_and_say_why(self):
        rule = self._rule()
        leads = self._new(4)
        leads._crm_route()
        self.assertEqual(leads.user_id, self.people)
        self.assertEqual(leads[3].user_id, leads[0].user_id)
        self.assertEqual(leads.team_id, self.north)
        self.assertIn(rule.name, leads[0].crm_decision_text)
        self.assertIn(leads[0].user_id.name, leads[0].crm_decision_text)
        self.assertIn("next in turn", leads[0].crm_decision_text)

    def test_the_turn_goes_on_the_next_day(self):
        self._rule()
        one = self._new(1)
        one._crm_route()
        two = self._new(1)
        two._crm_route()
        self.assertNotEqual(one.user_id, two.user_id)

    def test_an_enquiry_finds_its_salesperson_by_territory(self):
        self._rule(name="Germany", country_ids=self.env.ref("base.de").ids)
        record = {"email": "de@far.example.com", "country": "DE"}
        [arrival] = self.env["crm.lead"]._crm_take_in([record], Origin("api", self.env.company))
        self.assertIn(arrival.lead_id.user_id, self.people)
        record = {"email": "fr@far.example.com", "country": "FR"}
        [arrival] = self.env["crm.lead"]._crm_take_in([record], Origin("api", self.env.company))
        self.assertFalse(arrival.lead_id.user_id)

    def test_the_owner_of_a_known_customer_comes_first(self):
        firm = self.env["res.partner"].create(
            {
                "name": "Known",
                "is_company": True,
                "user_id": self.cid.id,
                "email": "k@kk.example.com",
            }
        )
        self._rule(name="Owner", way="owner", team_id=False, sequence=1)
        self._rule(sequence=2)
        record = {"email": "k@kk.example.com"}
        [arrival] = self.env["crm.lead"]._crm_take_in([record], Origin("api", self.env.company))
        self.assertEqual((arrival.partner_id, arrival.lead_id.user_id), (firm, self.cid))

    def test_a_company_known_by_its_name_goes_to_its_owner(self):
        values = {"name": "海川机械有限公司", "is_company": True, "user_id": self.bob.id}
        self.env["res.partner"].create(values)
        self._rule(name="Owner", way="owner", team_id=False)
        record = {"email": "new@hc.example.com", "partner_name": "海川机械 有限责任公司"}
        [arrival] = self.env["crm.lead"]._crm_take_in([record], Origin("api", self.env.company))
        self.assertEqual(arrival.lead_id.user_id, self.bob)

    def test_a_segment_and_a_postal_code(self):
        segment = self.env["crm.customer.segment"].create(
            {"name": "Top", "kind": "list", "company_id": self.env.company.id}
        )
        firm = self.env["res.partner"].create({"name": "In", "is_company": True})
        self.env["crm.customer.segment.member"].sudo().create(
            {
                "segment_id": segment.id,
                "partner_id": firm.id,
                "company_id": self.env.company.id,
                "date_from": "2026-01-01",
            }
        )
        self._rule(name="Top", segment_ids=segment.ids, way="person", user_id=self.cid.id)
        self._rule(name="Zip", zip_prefixes="20, 215", way="person", user_id=self.bob.id)
        inside, near, far = (
            self._new(partner_id=firm.id), self._new(zip="215 001"), self._new(zip="310000")
        )  # fmt: skip
        (inside | near | far)._crm_route()
        self.assertEqual((inside.user_id, near.user_id), (self.cid, self.bob))
        self.assertFalse(far.user_id)

    def test_who_is_on_leave_is_passed_over(self):
        self._rule()
        self._leave(self.ann)
        leads = self._new(4)
        leads._crm_route()
        self.assertEqual(leads.user_id, self.bob | self.cid)
        self.assertIn(f"On leave: {self.ann.name}.", leads[0].crm_decision_text)

    def test_what_nobody_can_take_waits_and_is_tried_again(self):
        self._rule(way="person", user_id=self.ann.id, team_id=False)
        leave = self._leave(self.ann)
        lead = self._new()
        lead._crm_route()
        self.assertFalse(lead.user_id)
        self.assertTrue(lead.crm_decision_ids.is_waiting)
        leave.unlink()
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.routing_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(lead.user_id, self.ann)
        self.assertFalse(any(lead.crm_decision_ids.mapped("is_waiting")))

    def test_the_capacity_of_the_host_is_kept(self):
        self.north.crm_team_member_ids.assignment_max = 1
        self._rule(way="capacity")
        leads = self._new(4)
        leads._crm_route()
        self.assertEqual(len(leads.filtered("user_id")), 3)
        self.assertIn("Capacity reached", leads[3].crm_decision_text)

    def test_who_has_the_fewest_open_leads(self):
        self._new(3, user_id=self.ann.id), self._new(1, user_id=self.bob.id)
        self._rule(way="load")
        lead = self._new()
        lead._crm_route()
        self.assertEqual(lead.user_id, self.cid)

    def test_who_pauses_in_the_team_gets_nothing(self):
        members = self.north.crm_team_member_ids
        members.filtered(lambda member: member.user_id == self.ann).assignment_optout = True
        self._rule()
        leads = self._new(4)
        leads._crm_route()
        self.assertEqual(leads.user_id, self.bob | self.cid)

    def test_without_a_rule_the_host_decides(self):
        self.north.user_id = self.leader
        record = {"email": "host@far.example.com"}
        origin = Origin("api", self.env.company, self.north)
        [arrival] = self.env["crm.lead"]._crm_take_in([record], origin)
        self.assertEqual(arrival.lead_id.user_id, self.leader)

    def test_a_lead_with_a_salesperson_keeps_it(self):
        self._rule()
        lead = self._new(user_id=self.seller.id)
        self.assertFalse(lead._crm_route())
        self.assertEqual(lead.user_id, self.seller)
        with self.assertRaises(UserError):
            lead.action_crm_route()

    def test_a_batch_is_decided_by_a_fixed_number_of_queries(self):
        self._rule(zip_prefixes="20")
        self._rule(way="load")

        def count(size):
            leads = self._new(size)
            rules = self.Rules.sudo()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rules._decide(rules._prepare_enquiries(leads, self.env.company), self.env.company)
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(10), count(100))

    def test_rules_say_to_whom(self):
        for values in (
            {"way": "person", "user_id": False},
            {"way": "capacity", "team_id": False},
            {"way": "turn", "team_id": False},
        ):
            with self.assertRaises(ValidationError):
                self._rule(**values)

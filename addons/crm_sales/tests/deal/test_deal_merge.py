from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealMerge(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head_lead = cls._create_deal("Main", stage_id=cls.next.id, probability=60)
        cls.tail = cls._create_deal("Double", probability=5)

    def _merge(self):
        merged = (self.head_lead + self.tail).merge_opportunity()
        self.assertEqual(merged, self.head_lead)
        self.assertFalse(self.tail.exists())
        return merged

    def test_a_merge_keeps_each_person_once_with_all_that_was_known(self):
        self._create_stakeholder(lead=self.head_lead, note="Likes tea", influence="2")
        double = self._create_stakeholder(
            lead=self.tail, role="champion", stance="supporter", influence="4", note="Knows Li"
        )
        self._create_stakeholder(self.bo, lead=self.tail, manager_id=double.id)
        step = self.env["crm.sales.decision.step"].create(
            {"name": "Board", "lead_id": self.tail.id, "stakeholder_id": double.id}
        )
        need = self.env["crm.sales.need"].create({"name": "Speed", "lead_id": self.tail.id})
        merged = self._merge()
        anna, bo = merged.crm_stakeholder_ids.sorted("partner_id")
        self.assertEqual((anna.partner_id, bo.partner_id), (self.anna, self.bo))
        self.assertEqual(
            (anna.role, anna.stance, anna.influence, anna.note),
            ("champion", "supporter", "4", "Likes tea\nKnows Li"),
        )
        self.assertEqual(bo.manager_id, anna)
        self.assertEqual((step.lead_id, step.stakeholder_id), (merged, anna))
        self.assertEqual(merged.crm_need_ids, need)

    def test_two_that_report_the_other_way_round_close_no_circle(self):
        boss = self._create_stakeholder(lead=self.head_lead)
        self._create_stakeholder(self.bo, lead=self.head_lead, manager_id=boss.id)
        other = self._create_stakeholder(self.bo, lead=self.tail)
        self._create_stakeholder(lead=self.tail, manager_id=other.id)
        merged = self._merge()
        self.assertEqual(len(merged.crm_stakeholder_ids), 2)
        self.assertFalse(boss.manager_id)

    def test_budget_and_decision_come_along_where_nothing_is_known(self):
        self.tail.write({"crm_budget": 900, "crm_budget_state": "planned"})
        self.head_lead.crm_decision_note = "The board"
        self.tail.crm_decision_note = "The boss"
        merged = self._merge()
        self.assertEqual(
            (merged.crm_budget, merged.crm_budget_state, merged.crm_decision_note),
            (900, "planned", "The board"),
        )

    def test_a_seller_who_merges_keeps_what_is_noted(self):
        self._create_stakeholder(lead=self.tail)
        leads = (self.head_lead + self.tail).with_user(self.seller)
        merged = leads.merge_opportunity()
        self.assertEqual(merged.crm_stakeholder_ids.partner_id, self.anna)

    def _merge_people(self, keep, gone):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((keep + gone).ids, keep)

    def test_contacts_that_are_merged_are_one_stakeholder(self):
        self._create_stakeholder(stance="opponent", note="Old")
        second = self._create_stakeholder(self.bo, role="legal", note="New")
        report = self._create_stakeholder(self.carl, manager_id=second.id)
        alone = self._create_stakeholder(self.bo, lead=self.tail)
        self._merge_people(self.anna, self.bo)
        kept = self.lead.crm_stakeholder_ids.filtered(lambda each: each.partner_id == self.anna)
        self.assertEqual((kept.role, kept.stance, kept.note), ("legal", "opponent", "Old\nNew"))
        self.assertEqual(report.manager_id, kept)
        alone.invalidate_recordset()
        self.assertEqual(alone.partner_id, self.anna)

    def test_what_is_thought_of_a_person_is_told_and_goes_with_the_person(self):
        person = self._create_stakeholder(note="Likes tea")
        report = self._create_stakeholder(self.bo, manager_id=person.id)
        step = self.env["crm.sales.decision.step"].create(
            {"name": "Board", "lead_id": self.lead.id, "stakeholder_id": person.id}
        )
        held = {holding.title: holding.records for holding in self.anna._crm_holdings()}
        self.assertEqual(held["Stakeholder of Opportunities"], person)
        self.env["crm.erasure"]._erase(self.anna, "request")
        self.assertFalse(person.exists())
        self.assertTrue(step.exists())
        self.assertFalse(step.stakeholder_id or report.manager_id)

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestStakeholder(DealCommon):
    def test_the_roles_of_a_contact_propose_its_role(self):
        self.anna.crm_contact_role_ids = self.env.ref(
            "crm_customer.crm_customer_contact_role_technical"
        )
        self.assertEqual(self._create_stakeholder().role, "technical")
        self.assertEqual(self._create_stakeholder(self.bo).role, "other")
        self.assertEqual(self._create_stakeholder(self.carl, role="legal").role, "legal")

    def test_nobody_is_one_twice(self):
        self._create_stakeholder()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_stakeholder()

    def test_nobody_reports_to_himself_by_whatever_way(self):
        anna = self._create_stakeholder()
        bo = self._create_stakeholder(self.bo, manager_id=anna.id)
        with self.assertRaises(ValidationError):
            anna.manager_id = bo

    def test_nobody_reports_to_somebody_of_another_opportunity(self):
        other = self._create_stakeholder(lead=self._create_deal("Other"))
        with self.assertRaises(ValidationError):
            self._create_stakeholder(self.bo, manager_id=other.id)

    def test_the_last_contact_is_the_one_in_which_the_person_took_part(self):
        anna, bo = self._create_stakeholder(), self._create_stakeholder(self.bo)
        for day in ("2026-02-03 02:00:00", "2026-02-05 02:00:00"):
            self.env["crm.customer.interaction"].create(
                {
                    "partner_id": self.customer.id,
                    "contact_ids": [(4, self.anna.id)],
                    "kind": "visit",
                    "date": day,
                }
            )
        self.assertEqual(str(anna.last_contact_date), "2026-02-05")
        self.assertFalse(bo.last_contact_date)

    def test_the_last_contact_of_many_takes_the_same_queries(self):
        people = self.env["res.partner"].create(
            [{"name": f"P {n}", "parent_id": self.customer.id} for n in range(110)]
        )
        counts = []
        for some in (people[:10], people[10:]):
            stakeholders = self.env["crm.sales.stakeholder"].union(
                *(self._create_stakeholder(person) for person in some)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            stakeholders.mapped("last_contact_date")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_customers_contacts_are_added_once(self):
        self._create_stakeholder()
        self.lead.with_user(self.seller).action_crm_add_contacts()
        self.assertEqual(self.lead.crm_stakeholder_ids.partner_id, self.anna + self.bo + self.carl)
        self.lead.with_user(self.seller).action_crm_add_contacts()
        self.assertEqual(self.lead.crm_stakeholder_count, 3)

    def test_the_map_is_drawn_with_the_words_of_the_reader(self):
        anna = self._create_stakeholder(role="decision_maker", influence="5", stance="supporter")
        self._create_stakeholder(self.bo, role="user", manager_id=anna.id)
        drawing = self.lead.with_user(self.seller).crm_stakeholder_map
        self.assertEqual(
            [(node["name"], node["role"]) for node in drawing["nodes"]],
            [("Anna Deal", "Decision Maker"), ("Bo Deal", "End User")],
        )
        self.assertEqual(
            [column["label"] for column in drawing["columns"]],
            ["Opponent", "Unknown", "Neutral", "Supporter"],
        )
        self.assertEqual(len(drawing["links"]), 1)
        self.assertEqual(self.lead.crm_authority, "Anna Deal")

    def test_the_deal_room_draws_before_it_is_saved(self):
        view = "crm_sales.crm_lead_view_form_deal"
        with Form(self.lead.with_user(self.seller), view) as form:
            with form.crm_stakeholder_ids.new() as person:
                person.partner_id = self.anna
                person.stance = "opponent"
            self.assertEqual(form.crm_stakeholder_map["nodes"][0]["stance"], "opponent")
        self.assertEqual(self.lead.crm_stakeholder_ids.partner_id, self.anna)

    def test_a_stage_rule_asks_for_a_role(self):
        self.env["crm.sales.stage.rule"].create(
            {
                "stage_id": self.next.id,
                "kind": "stakeholder",
                "stakeholder_role": "decision_maker",
            }
        )
        lead = self.lead.with_user(self.seller)
        rule = lead.crm_stage_checklist["items"][0]
        self.assertEqual((rule["label"], rule["met"]), ("Stakeholder: Decision Maker", False))
        action = lead.action_crm_gate_open(rule["id"])
        self.assertEqual(action["context"]["default_role"], "decision_maker")
        self._create_stakeholder(role="user")
        lead.invalidate_recordset(["crm_stage_checklist"])
        self.assertFalse(lead.crm_stage_checklist["items"][0]["met"])
        self._create_stakeholder(self.bo, role="decision_maker")
        lead.stage_id = self.next
        self.assertEqual(lead.stage_id, self.next)

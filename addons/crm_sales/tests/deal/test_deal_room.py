from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealRoom(DealCommon):
    def test_a_step_is_late_when_its_day_is_over_and_it_is_not_done(self):
        today = fields.Date.context_today(self.lead)
        steps = self.env["crm.sales.decision.step"].create(
            [
                {"name": name, "lead_id": self.lead.id, "date": day, "is_done": done}
                for name, day, done in (
                    ("late", today - timedelta(days=1), False),
                    ("done", today - timedelta(days=1), True),
                    ("today", today, False),
                    ("some day", False, False),
                )
            ]
        )
        self.assertEqual(steps.filtered("is_late").mapped("name"), ["late"])
        found = steps.search([("is_late", "=", True), ("id", "in", steps.ids)])
        self.assertEqual(found.mapped("name"), ["late"])

    def test_who_decides_is_a_stakeholder_of_the_same_opportunity(self):
        other = self._create_stakeholder(lead=self._create_deal("Other"))
        with self.assertRaises(ValidationError):
            self.env["crm.sales.decision.step"].create(
                {"name": "Board", "lead_id": self.lead.id, "stakeholder_id": other.id}
            )

    def test_what_must_be_stands_first_among_the_needs(self):
        needs = self.env["crm.sales.need"].create(
            [
                {"name": f"Need {key}", "lead_id": self.lead.id, "importance": key}
                for key in ("3", "1", "2")
            ]
        )
        self.assertEqual(self.lead.crm_need_ids.mapped("importance"), ["1", "2", "3"])
        self.assertEqual(set(needs.mapped("state")), {"open"})

    def test_the_room_opens_on_its_own_page(self):
        action = self.lead.with_user(self.seller).action_crm_open_deal()
        view = self.env.ref("crm_sales.crm_lead_view_form_deal")
        self.assertEqual((action["res_id"], action["view_id"][0]), (self.lead.id, view.id))
        step = self.lead.with_user(self.seller).action_crm_plan_step()
        self.assertEqual(step["res_model"], "mail.activity.schedule")

    def test_a_deleted_opportunity_takes_its_room_along(self):
        person = self._create_stakeholder()
        step = self.env["crm.sales.decision.step"].create(
            {"name": "Board", "lead_id": self.lead.id, "stakeholder_id": person.id}
        )
        self.lead.unlink()
        self.assertFalse(person.exists() or step.exists())

    def test_a_copy_has_an_empty_room(self):
        self._create_stakeholder()
        copy = self.lead.copy()
        self.assertFalse(copy.crm_stakeholder_ids)

    def test_a_new_salesperson_finds_the_room_as_it_was(self):
        person = self._create_stakeholder(note="Likes tea")
        self.lead.user_id = self.leader
        found = (
            self.env["crm.sales.stakeholder"]
            .with_user(self.leader)
            .search([("lead_id", "=", self.lead.id)])
        )
        self.assertEqual(found, person)
        self.assertFalse(found.with_user(self.seller).search([("id", "=", person.id)]))

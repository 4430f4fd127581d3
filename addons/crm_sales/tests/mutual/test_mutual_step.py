from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MutualCommon


@tagged("post_install", "-at_install")
class TestMutualStep(MutualCommon):
    def test_steps_count_back_from_going_live(self):
        self.lead.crm_date_go_live = "2026-06-30"
        self.ours.days_before = 10
        self.assertEqual(str(self.ours.date_due), "2026-06-20")
        self.lead.crm_date_go_live = "2026-07-31"
        self.assertEqual(str(self.ours.date_due), "2026-07-21")

    def test_a_day_of_its_own_and_a_step_that_is_done_stay(self):
        self.annas.date_due = "2026-05-05"
        self.ours.write({"days_before": 10, "date_due": "2026-05-06", "is_done": True})
        self.lead.crm_date_go_live = "2026-07-31"
        self.assertEqual(str(self.annas.date_due), "2026-05-05")
        self.assertEqual(str(self.ours.date_due), "2026-05-06")

    def test_a_tick_says_who_and_when(self):
        step = self.ours.with_user(self.seller)
        step.is_done = True
        self.assertEqual(step.done_by, self.seller.name)
        self.assertTrue(step.date_done)
        step.is_done = False
        self.assertFalse(step.done_by or step.date_done)

    def test_each_side_has_its_own_people(self):
        with self.assertRaises(ValidationError):
            self.ours.partner_id = self.anna
        with self.assertRaises(ValidationError):
            self.annas.user_id = self.seller

    def test_overdue_steps_are_found(self):
        self.ours.date_due = "2020-01-01"
        self.annas.write({"date_due": "2020-01-01", "is_done": True})
        found = self.ours.search([("is_late", "=", True), ("lead_id", "=", self.lead.id)])
        self.assertEqual(found, self.ours)

    def test_it_is_reached_like_its_opportunity(self):
        foreign = self._create_deal("Foreign", user_id=self.head.id, team_id=False)
        other = self.ours.copy({"lead_id": foreign.id})
        share = self._share()
        found = self.ours.with_user(self.seller).search([("id", "in", (self.ours + other).ids)])
        self.assertEqual(found, self.ours)
        with self.assertRaises(AccessError):
            other.with_user(self.seller).is_done = True
        with self.assertRaises(AccessError):
            share.with_user(self.seller).lead_id = foreign

    def test_merged_opportunities_bring_steps_and_one_page_a_person(self):
        first = self._share()
        other = self._create_deal("Line 4")
        self.ours.copy({"lead_id": other.id})
        second = self._share(lead_id=other.id)
        third = self._share(self.bo, lead_id=other.id)
        merged = (self.lead + other).merge_opportunity()
        shares = self.env["crm.sales.mutual.share"].with_context(active_test=False)
        shares = shares.search([("lead_id", "=", merged.id)])
        self.assertEqual(shares, first + second + third)
        self.assertEqual(len(shares.filtered("active")), 2)
        self.assertEqual(len(merged.crm_mutual_step_ids), 5)

    def test_merged_contacts_keep_one_page_open_and_lose_none(self):
        first, second = self._share(self.anna), self._share(self.bo)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge((self.anna + self.bo).ids, self.anna)
        self.env.invalidate_all()
        self.assertEqual((first + second).partner_id, self.anna)
        self.assertEqual((first + second).mapped("active"), [True, False])
        self.assertEqual(self.bos.partner_id, self.anna)

    @mute_logger("odoo.sql_db")
    def test_a_person_has_one_open_page(self):
        self._share()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._share()

    def test_an_address_is_not_chosen(self):
        share = self._share(token="a")
        self.assertGreater(len(share.token), 20)
        share.token = "a"
        self.assertGreater(len(share.token), 20)
        old = share.token
        share.action_renew()
        self.assertNotEqual(share.token, old)
        self.assertFalse(share._find(old))

    def test_it_prints_for_both_sides(self):
        self.lead.crm_date_go_live = "2026-06-30"
        report = self.env["ir.actions.report"].with_user(self.seller)
        html, _kind = report._render_qweb_html("crm_sales.report_mutual_plan", self.lead.ids)
        page = html.decode()
        for text in ("Line 3", "Send the drawing", "Anna Deal", "Deal Robots", "06/30/2026"):
            self.assertIn(text, page)
        empty = self._create_deal("Bare")
        html, _kind = report._render_qweb_html("crm_sales.report_mutual_plan", empty.ids)
        self.assertIn("No step is agreed yet.", html.decode())

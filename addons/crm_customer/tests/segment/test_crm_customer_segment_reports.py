from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, TODAY, SegmentCommon

THEN = TODAY - timedelta(days=60)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerSegmentReports(SegmentCommon):
    def setUp(self):
        super().setUp()
        self.one = self._create_segment(kind="list", name="One", sequence=1)
        self.two = self._create_segment(kind="list", name="Two", sequence=2)
        self.chosen = (self.one | self.two).ids

    def test_overlap_worked_by_hand(self):
        """One has 0 1 2, Two has 2 3 4 5: one of six in both."""
        self._change(self.one, self.customers[:3], True)
        self._change(self.two, self.customers[2:], True)
        rows = self.env["crm.customer.segment.overlap"].with_context(segment_ids=self.chosen)
        found = {
            (row.segment_id, row.other_id): (
                row.customer_count,
                round(row.share, 4),
                round(row.jaccard, 4),
            )
            for row in rows.search([])
        }
        self.assertEqual(
            found,
            {
                (self.one, self.one): (3, 1, 1),
                (self.one, self.two): (1, 0.3333, 0.1667),
                (self.two, self.one): (1, 0.25, 0.1667),
                (self.two, self.two): (4, 1, 1),
            },
        )
        row = rows.search([("segment_id", "=", self.one.id), ("other_id", "=", self.two.id)])
        action = row.action_open_customers()
        self.assertEqual(self.env["res.partner"].search(action["domain"]), self.customers[2])

    def test_overlap_of_a_past_day(self):
        self._change(self.one, self.customers, True, THEN)
        self._change(self.two, self.customers, True, THEN)
        self._change(self.two, self.customers, False)
        rows = self.env["crm.customer.segment.overlap"].with_context(segment_ids=self.chosen)
        self.assertEqual(rows.search_count([]), 1)
        self.assertEqual(rows.with_context(segment_to=str(THEN)).search_count([]), 4)

    def test_migration_worked_by_hand(self):
        """0 and 1 stay in One, 2 goes over to Two, 3 leaves Two, 4 comes to One."""
        self._change(self.one, self.customers[:3], True, THEN)
        self._change(self.two, self.customers[3], True, THEN)
        self._change(self.one, self.customers[2], False)
        self._change(self.two, self.customers[2], True)
        self._change(self.two, self.customers[3], False)
        self._change(self.one, self.customers[4], True)
        rows = self.env["crm.customer.segment.migration"].with_context(
            segment_ids=self.chosen, segment_from=str(THEN), segment_to=str(TODAY)
        )
        groups = rows._read_group([], ["from_id", "to_id"], ["__count"])
        self.assertEqual(
            {(before.name, after.name): count for before, after, count in groups},
            {
                ("One", "One"): 2,
                ("One", "Two"): 1,
                ("Two", False): 1,
                (False, "One"): 1,
            },
        )
        moved = rows.search([("is_same", "=", False), ("to_id", "=", self.two.id)])
        self.assertEqual(moved.partner_id, self.customers[2])
        self.assertEqual(moved.read(["from_id"])[0]["from_id"][0], self.one.id)
        self.assertEqual(moved.action_open_customer()["res_id"], self.customers[2].id)

    def test_who_is_in_several_counts_in_the_first(self):
        self._change(self.one, self.customers[0], True)
        self._change(self.two, self.customers[0], True)
        rows = self.env["crm.customer.segment.migration"].with_context(segment_ids=self.chosen)
        self.assertEqual(rows.search([]).to_id, self.one)

    def test_rows_of_other_companies_are_hidden(self):
        self._change(self.one, self.customers[:1], True, company=self.company_b)
        for model in ("overlap", "migration"):
            rows = self.env[f"crm.customer.segment.{model}"].with_user(self.user_manager)
            self.assertFalse(rows.with_context(segment_ids=self.chosen).search([]))

    def test_the_dialog_opens_the_table(self):
        compare = self.env["crm.customer.segment.compare"].with_user(self.user_own)
        values = {"segment_ids": [Command.set(self.chosen)], "date_from": THEN, "date_to": TODAY}
        action = compare.create(values).action_show()
        self.assertEqual(action["res_model"], "crm.customer.segment.migration")
        self.assertEqual(action["context"]["segment_from"], str(THEN))
        action = compare.create(values | {"what": "overlap"}).action_show()
        self.assertEqual(action["res_model"], "crm.customer.segment.overlap")
        self.assertEqual(action["context"]["segment_ids"], self.chosen)

    def test_the_dialog_refuses_what_makes_no_table(self):
        compare = self.env["crm.customer.segment.compare"]
        values = {"segment_ids": [Command.set(self.chosen)], "date_from": TODAY, "date_to": TODAY}
        with self.assertRaisesRegex(UserError, "first day"):
            compare.create(values).action_show()
        values |= {"segment_ids": [Command.set(self.one.ids)], "date_from": THEN}
        with self.assertRaisesRegex(UserError, "two segments"):
            compare.create(values).action_show()

    def test_buttons_open_what_they_count(self):
        self._change(self.one, self.customers, True, TODAY - timedelta(days=12))
        self._change(self.one, self.customers[:2], False, TODAY - timedelta(days=3))
        self.one._write_size(self.company)
        counts = (self.one.size, self.one.came_count, self.one.left_count)
        self.assertEqual(counts, (4, 6, 2))
        customers = self.env["res.partner"].search(self.one.action_open_customers()["domain"])
        self.assertEqual(customers, self.customers[2:])
        for action in ("action_view_members", "action_view_came", "action_view_left"):
            opened = getattr(self.one, action)()
            self.assertEqual(opened["domain"], [("segment_id", "=", self.one.id)])
        self.assertEqual(self.one.action_view_trend()["domain"], [("segment_id", "=", self.one.id)])

    def test_the_members_of_a_day_are_searched(self):
        self._change(self.one, self.customers, True, THEN)
        self._change(self.one, self.customers[:4], False)
        for day, count in ((THEN, 6), (TODAY, 2), (THEN - timedelta(days=1), 0)):
            domain = [("segment_id", "=", self.one.id), ("date_on", "=", str(day))]
            self.assertEqual(self.Member.search_count(domain), count, day)

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, TODAY, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSegmentHolder(SegmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lists = [cls._create_segment(kind="list", name=name) for name in ("One", "Two", "Past")]
        cls.one, cls.two, cls.past = cls.lists
        cls.partners = cls.env["res.partner"].with_user(cls.user_own)

    def setUp(self):
        super().setUp()
        self._change(self.one, self.customers[:3], True)
        self._change(self.two, self.customers[2:4], True)
        self._change(self.past, self.customers, True, TODAY - timedelta(days=30))
        self._change(self.past, self.customers, False, TODAY - timedelta(days=10))

    def _found(self, domain, model="res.partner", **context):
        records = self.env[model].with_user(self.user_own).with_context(**context)
        domain = [("id", "in", self.customers.ids), *domain]
        return records.search(domain, order="id").ids

    def test_customers_are_found_by_segment(self):
        ids = self.customers.ids
        field = "crm_segment_ids"
        self.assertEqual(self._found([(field, "in", self.one.ids)]), ids[:3])
        self.assertEqual(self._found([(field, "=", self.two.id)]), ids[2:4])
        self.assertEqual(self._found([(field, "not in", self.one.ids)]), ids[3:])
        self.assertEqual(self._found([(field, "=", False)]), ids[4:])
        self.assertEqual(self._found([(field, "!=", False)]), ids[:4])
        self.assertEqual(self._found([(field, "ilike", "Tw")]), ids[2:4])
        self.assertEqual(self._found([(field, "not ilike", "Tw")]), ids[:2] + ids[4:])
        self.assertEqual(self._found([("crm_segment_ids.name", "=", "One")]), ids[:3])

    def test_a_past_day_is_asked_by_the_context(self):
        domain = [("crm_segment_ids", "in", self.past.ids)]
        day = str(TODAY - timedelta(days=20))
        self.assertEqual(self._found(domain), [])
        self.assertEqual(self._found(domain, crm_segment_asof=day), self.customers.ids)
        seen = self.customers[0].with_user(self.user_own)
        self.assertEqual(seen.crm_segment_ids, self.one)
        self.assertEqual(seen.with_context(crm_segment_asof=day).crm_segment_ids, self.past)

    def test_contacts_have_the_segments_of_their_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Wang", "parent_id": self.customers[0].id}
        )
        self.assertEqual(contact.crm_segment_ids, self.one)
        self.assertIn(contact, self.partners.search([("crm_segment_ids", "in", self.one.ids)]))

    def test_leads_are_found_by_the_segment_of_their_customer(self):
        lead = self.env["crm.lead"].create(
            {"name": "Lead", "partner_id": self.customers[0].id, "company_id": self.company.id}
        )
        domain = [("partner_id.crm_segment_ids", "in", self.one.ids)]
        self.assertEqual(self.env["crm.lead"].search(domain), lead)

    def test_customers_are_grouped_by_segment(self):
        groups = self.partners._read_group(
            [("id", "in", self.customers.ids)], ["crm_segment_ids"], ["__count"]
        )
        self.assertEqual(
            {segment.name: count for segment, count in groups}, {"One": 3, "Two": 2, False: 2}
        )
        opened = self.partners.web_read_group(
            [("id", "in", self.customers.ids)], ["crm_segment_ids"], ["__count"]
        )["groups"]
        for group in opened:
            found = self._found(group["__extra_domain"])
            self.assertEqual(len(found), group["__count"], group)

    def test_the_other_company_has_other_segments(self):
        self._change(self.one, self.customers[5], True, company=self.company_b)
        self.user_own.company_ids |= self.company_b
        ids = self.customers.ids
        self.customers.company_id = False
        domain = [("crm_segment_ids", "in", self.one.ids)]
        self.assertEqual(self._found(domain), ids[:3])
        both = [self.company_b.id, self.company.id]
        self.assertEqual(self._found(domain, allowed_company_ids=both), ids[5:])

    def test_rfm_classes_are_shown_searched_sorted_and_grouped(self):
        for place, customer in enumerate(self.customers[:5]):
            self._create_order(customer, 10 + place * 50, 100)
        self.Rfm._refresh_company(self.company)
        row = self.Rfm.search([("partner_id", "=", self.customers[0].id)])
        seen = self.customers[0].with_user(self.user_own)
        self.assertEqual(seen.crm_rfm_class_id, row.class_id)
        name = row.class_id.name
        for domain in (
            [("crm_rfm_class_id", "=", row.class_id.id)],
            [("crm_rfm_class_id", "ilike", name)],
            [("crm_rfm_class_id.code", "=", row.class_id.code)],
        ):
            self.assertIn(self.customers[0].id, self._found(domain))
        self.assertEqual(self._found([("crm_rfm_class_id", "=", False)]), self.customers[5:].ids)
        groups = self.partners._read_group(
            [("id", "in", self.customers.ids)], ["crm_rfm_class_id"], ["__count"]
        )
        self.assertEqual(sum(count for _class, count in groups), 6)
        self.partners.search([], order="crm_rfm_class_id", limit=3)

    def test_the_segment_that_is_the_class_is_shown_once(self):
        self._create_order(self.customers[0], 10, 100)
        self.Rfm._refresh_company(self.company)
        row = self.Rfm.search([("partner_id", "=", self.customers[0].id)])
        other = self.env["crm.customer.rfm.class"].search([("id", "!=", row.class_id.id)], limit=1)
        same = self._create_segment(kind="rfm", name="Same", rfm_class_ids=row.class_id.ids)
        wider = self._create_segment(
            kind="rfm", name="Wider", rfm_class_ids=(row.class_id | other).ids
        )
        for segment in (same, wider):
            self._change(segment, self.customers[:2], True)
        seen = self.customers[0].with_user(self.user_own)
        self.assertLessEqual(same | wider | self.one, seen.crm_segment_ids)
        self.assertEqual(seen.crm_segment_ids - seen.crm_badge_segment_ids, same)
        unscored = self.customers[1].with_user(self.user_own)
        self.assertFalse(unscored.crm_rfm_class_id)
        self.assertEqual(unscored.crm_badge_segment_ids, unscored.crm_segment_ids)

    def test_profiles_are_searched_and_grouped_as_well(self):
        self.env["crm.customer.profile"]._refresh(self.customers.ids)
        profiles = self.env["crm.customer.profile"].with_user(self.user_own)
        found = profiles.search([("segment_ids", "in", self.one.ids)])
        self.assertEqual(found.partner_id.sorted("id").ids, self.customers[:3].ids)
        self.assertEqual(found[0].segment_ids & self.one, self.one)
        groups = profiles._read_group(
            [("partner_id", "in", self.customers.ids)], ["segment_ids"], ["__count"]
        )
        self.assertEqual(
            {segment.name: count for segment, count in groups}, {"One": 3, "Two": 2, False: 2}
        )

    def test_queries_are_constant(self):
        counts = []
        for number in (6, 3, 6):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.customers[:number].with_user(self.user_own).read(
                ["crm_segment_ids", "crm_rfm_class_id"]
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

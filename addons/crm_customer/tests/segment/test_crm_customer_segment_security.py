from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .common import NOW, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerSegmentSecurity(SegmentCommon):
    def setUp(self):
        super().setUp()
        self.segment = self._create_segment()
        self.segment._refresh_all()

    @users("customer_own", "customer_team")
    def test_the_lower_levels_read_segments_alone(self):
        segment = self.segment.with_user(self.env.user)
        self.assertEqual((segment.name, segment.size), ("Segment", 6))
        for act in (
            lambda: segment.write({"name": "Other"}),
            lambda: segment.action_refresh(),
            lambda: segment.create({"name": "New"}),
            lambda: segment.unlink(),
        ):
            with self.assertRaises(AccessError):
                act()

    @users("customer_all")
    def test_the_level_all_makes_and_changes_segments(self):
        made = self.env["crm.customer.segment"].create({"name": "Mine"})
        made.name = "Renamed"
        with self.assertRaises(AccessError):
            made.unlink()

    @users("customer_manager")
    def test_managers_delete(self):
        self.segment.with_user(self.env.user).unlink()
        self.assertFalse(self.segment.exists())

    @users("customer_plain")
    def test_others_see_no_segments(self):
        with self.assertRaises(AccessError):
            self.segment.with_user(self.env.user).read(["name"])
        with self.assertRaises(AccessError):
            self.env["res.partner"].search([("crm_segment_ids", "!=", False)])
        with self.assertRaises(AccessError):
            self.env["res.partner"]._read_group([], ["crm_segment_ids"], ["__count"])
        with self.assertRaises(AccessError):
            self.env["res.partner"]._read_group([], ["crm_rfm_class_id"], ["__count"])

    @users("customer_own", "customer_manager")
    def test_members_are_read_and_never_written(self):
        members = self.env["crm.customer.segment.member"].search(
            [("segment_id", "=", self.segment.id)]
        )
        self.assertEqual(len(members), 6)
        for act in (
            lambda: members[0].write({"date_from": "2020-01-01"}),
            lambda: members[0].unlink(),
            lambda: members.create({}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_members_of_customers_that_one_may_not_see_are_hidden(self):
        self.customers[0].company_id = self.company_b
        seen = self.segment.with_user(self.user_own)._members_on().partner_id
        self.assertEqual(sorted(seen.ids), self.customers[1:].ids)

    def test_the_segments_of_another_company_are_hidden(self):
        foreign = self._create_segment(company_id=self.company_b.id, name="Foreign")
        found = self.Segment.with_user(self.user_manager).search([])
        self.assertIn(self.segment, found)
        self.assertNotIn(foreign, found)
        with self.assertRaises(AccessError):
            foreign.with_user(self.user_manager).read(["name"])
        with self.assertRaises(AccessError):
            foreign.with_user(self.user_manager).action_refresh()

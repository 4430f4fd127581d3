from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerSegmentLists(SegmentCommon):
    def _pick(self, partners, **values):
        return (
            self.env["crm.customer.segment.pick"]
            .with_user(self.user_all)
            .create({"partner_ids": [Command.set(partners.ids)]} | values)
        )

    def test_chosen_customers_begin_a_new_list(self):
        contact = self.env["res.partner"].create(
            {"name": "Wang", "parent_id": self.customers[0].id}
        )
        pick = self._pick(self.customers[:2] | contact, name="Fair")
        self.assertEqual(pick.customer_count, 2)
        pick.action_apply()
        fair = self.Segment.search([("name", "=", "Fair")])
        self.assertEqual((fair.kind, fair.size), ("list", 2))
        self.assertEqual(fair._members_on().partner_id, self.customers[:2])

    def test_customers_are_added_once_and_removed(self):
        fair = self._create_segment(kind="list", name="Fair")
        for _time in range(2):
            self._pick(self.customers[:3], segment_id=fair.id).action_apply()
        self.assertEqual(fair.size, 3)
        self._pick(self.customers[2:], segment_id=fair.id, what="remove").action_apply()
        self.assertEqual(fair._members_on().partner_id, self.customers[:2])
        self.assertEqual(fair.size, 2)

    def test_a_nightly_refresh_leaves_lists_as_they_are(self):
        fair = self._create_segment(kind="list", name="Fair")
        fair._enter(self.company, self.customers[:3].ids)
        fair._refresh_all()
        self.assertEqual(fair._members_on().partner_id, self.customers[:3])
        self.assertEqual(fair.size, 3)

    def test_what_finds_its_customers_by_itself_is_no_list(self):
        segment = self._create_segment()
        with self.assertRaisesRegex(UserError, "finds its customers by itself"):
            self._pick(self.customers, segment_id=segment.id).action_apply()
        with self.assertRaisesRegex(UserError, "Choose a list"):
            self._pick(self.customers).action_apply()

    def test_customers_of_another_company_are_not_added(self):
        foreign = self._create_customers(1, company=self.company_b)
        fair = self._create_segment(kind="list", name="Fair")
        self.user_all.company_ids |= self.company_b
        pick = self._pick(foreign, segment_id=fair.id)
        both = (self.company | self.company_b).ids
        with self.assertRaisesRegex(UserError, "another company"):
            pick.with_context(allowed_company_ids=both).action_apply()

    def test_the_action_is_for_who_may_change_segments(self):
        action = self.env.ref("crm_customer.res_partner_action_add_to_segment")
        context = {"active_model": "res.partner", "active_ids": self.customers.ids}
        opened = action.with_user(self.user_all).with_context(**context).run()
        self.assertEqual(opened["context"]["default_partner_ids"], self.customers.ids)
        with self.assertRaises(AccessError):
            self.Segment.with_user(self.user_own).action_pick(self.customers.ids)

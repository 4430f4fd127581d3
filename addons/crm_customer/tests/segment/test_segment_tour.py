from odoo.tests import HttpCase, tagged

from .common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentTour(SegmentCommon, HttpCase):
    def test_marketing_makes_a_segment_and_opens_its_members(self):
        self.user_all.name = "Segment Marketing"
        self.customers[:2].city = "Tour City"
        self.start_tour("/odoo", "crm_customer_segment_tour", login="customer_all")
        segment = self.Segment.search([("name", "=", "Customers in Tour City")])
        self.assertEqual(segment.author_id, self.user_all)
        self.assertEqual(segment._members_on().partner_id, self.customers[:2])

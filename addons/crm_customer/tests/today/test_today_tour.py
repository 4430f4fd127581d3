from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import TodayCommon


class TodayTourCommon(TodayCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.customer.name = "Today Tour Ltd"


@tagged("post_install", "-at_install")
class TestTodaySellerTour(TodayTourCommon):
    """On a phone, 400 pixels wide."""

    browser_size = "400x860"
    touch_enabled = True

    def test_one_press_and_an_activity_is_done(self):
        days = (-3, -1, 3)
        late, next_, ahead = (self._plan(self.today + timedelta(days=day)) for day in days)
        self.start_tour("/odoo", "crm_today_seller_tour", login="customer_own")
        self.assertFalse(late.active)
        self.assertFalse(next_.active)
        self.assertTrue(ahead.active)
        interaction = self.customer.crm_interaction_count
        self.assertEqual(interaction, 1)


@tagged("post_install", "-at_install")
class TestTodayLeaderTour(TodayTourCommon):
    browser_size = "1400x900"

    def test_the_leader_sees_who_is_late_and_arranges_the_page(self):
        self._plan(self.today - timedelta(days=3))
        self.start_tour("/odoo/crm-today", "crm_today_leader_tour", login="customer_team")
        layout = self.user_team.res_users_settings_id.crm_today_layout
        self.assertEqual(layout["hidden"], ["figures"])
        self.assertGreater(layout["order"].index("team"), 0)

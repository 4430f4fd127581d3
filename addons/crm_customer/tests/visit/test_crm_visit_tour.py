from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from .common import ADDRESS, VisitCommon


@tagged("post_install", "-at_install")
class TestCrmVisitTour(VisitCommon, HttpCase):
    """On a phone, 400 pixels wide, with the browser's own geolocation."""

    browser_size = "400x860"
    touch_enabled = True

    def _start(self, tour, position=None, permission="granted", url="/odoo"):
        """Run a tour of the sales rep in a browser that stands at ``position``."""
        navigate = ChromeBrowser.navigate_to

        def navigate_from_there(browser, page, *args, **kwargs):
            request = browser._websocket_request
            setting = {"permission": {"name": "geolocation"}, "setting": permission}
            request("Browser.setPermission", params=setting)
            request("Emulation.setGeolocationOverride", params=position or {})
            return navigate(browser, page, *args, **kwargs)

        with patch.object(ChromeBrowser, "navigate_to", navigate_from_there):
            self.start_tour(url, tour, login="customer_own")

    def _place(self, north=0.0):
        return {"latitude": ADDRESS[0] + north, "longitude": ADDRESS[1], "accuracy": 12}

    def _plan(self):
        return self._create_visit(
            name="Tour visit", date_start=fields.Datetime.now(), contact_ids=self.wang.ids
        )

    def test_from_the_menu_to_checked_out_in_two_clicks_each(self):
        visit = self._plan()
        self._start("crm_visit_today_tour", self._place(0.0009))
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.position_state, "there")
        self.assertAlmostEqual(visit.position_ids.distance, 100, delta=1)
        self.assertEqual(visit.interaction_id.next_step, "Send the samples")
        self.assertIn("samples of the new alloy", visit.interaction_id.note)

    def test_from_the_customer_in_two_clicks(self):
        url = f"/odoo/crm-customers/{self.nowhere.id}"
        self._start("crm_visit_customer_tour", self._place(), url=url)
        visit = self.Visit.search([("partner_id", "=", self.nowhere.id)])
        self.assertEqual(visit.state, "on_site")
        self.assertFalse(visit.is_planned)
        self.assertAlmostEqual(self.nowhere.partner_latitude, ADDRESS[0], 5)

    def test_refused_permission_is_explained_and_a_reason_is_enough(self):
        visit = self._plan()
        self._start("crm_visit_denied_tour", permission="denied")
        self.assertEqual(visit.state, "on_site")
        self.assertEqual(visit.position_state, "none")
        self.assertEqual(visit.position_reason, "Phone left in the car")

    def test_far_from_the_customer_it_is_said(self):
        visit = self._plan()
        self._start("crm_visit_away_tour", self._place(0.027))
        self.assertEqual(visit.position_state, "away")

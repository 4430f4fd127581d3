from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ...tools.outbox import http_post
from .common import OutboxCommon


@tagged("post_install", "-at_install")
class TestOutboxTour(OutboxCommon, HttpCase):
    def test_a_manager_sets_up_a_webhook_and_sends_a_test(self):
        sent_to, post = [], http_post.post

        def post_here(url, *args, **kwargs):
            sent_to.append(url)
            return post(self.receiver.url, *args, **kwargs)

        with patch.object(http_post, "post", post_here):
            self.start_tour("/odoo", "crm_outbox_webhook_tour", login="customer_manager")
        self.assertEqual(sent_to, ["https://erp.example.com/crm"])
        (body,) = self.receiver.bodies
        self.assertEqual(body["event"], "test")
        endpoint = self.env["crm.outbox.endpoint"].search([("name", "=", "ERP of the tour")])
        self.assertEqual(endpoint.subscription_ids.watched_ids.mapped("name"), ["crm_level_id"])
        self.assertEqual(endpoint.user_id, self.user_manager)
        self.assertGreaterEqual(len(endpoint.stored_secret), 32)

from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestMergeTour(ServiceCommon, HttpCase):
    browser_size = "1400x900"

    def test_an_agent_merges_two_tickets_and_undoes_it(self):
        first = self._create_ticket("Tour twin one", user_id=self.agent.id)
        second = self._create_ticket("Tour twin two", user_id=self.agent.id)
        second.message_post(
            body="Tour words",
            author_id=self.contact.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.start_tour("/odoo/crm-tickets", "crm_service_merge_tour", login="service_agent")
        self.env.invalidate_all()
        self.assertTrue(second.active)
        self.assertFalse(second.merged_into_id)
        self.assertEqual(first.merge_ids.state, "undone")
        self.assertIn("Tour words", "".join(second.message_ids.mapped("body")))

from odoo.fields import Command
from odoo.tests import tagged

from .common import DeskCommon


@tagged("post_install", "-at_install")
class TestCannedResponse(DeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.responses = cls.env["mail.canned.response"].with_user(cls.head)
        cls.response = cls.responses.create(
            {
                "source": "serial",
                "substitution": "Which serial number?",
                "group_ids": [Command.set(cls.env.ref("crm_service.group_service_own").ids)],
            }
        )

    def _seen_by(self, user):
        return self.env["mail.canned.response"].with_user(user).search([("source", "=", "serial")])

    def test_what_is_shared_with_the_service_is_offered_to_agents(self):
        self.assertEqual(self._seen_by(self.agent), self.response)
        self.assertFalse(self._seen_by(self.user_plain))

    def test_what_has_a_team_is_offered_to_the_team(self):
        far = self._create_team("Far", self.colleague)
        self.response.crm_team_ids = far
        self.assertFalse(self._seen_by(self.agent))
        self.assertEqual(self._seen_by(self.colleague), self.response)
        self.assertEqual(self._seen_by(self.head), self.response)

    def test_the_own_one_is_always_offered(self):
        own = self.response.with_user(self.agent).create(
            {"source": "serial", "substitution": "Mine"}
        )
        own.sudo().crm_team_ids = self._create_team("Far", self.colleague)
        self.assertIn(own, self._seen_by(self.agent))

    def test_the_manager_edits_what_is_shared(self):
        other = self.responses.create(
            {
                "source": "hello",
                "substitution": "Hello",
                "group_ids": [Command.set(self.env.ref("crm_service.group_service_own").ids)],
            }
        )
        second = self._create_user("second_head", "crm_service.group_service_manager")
        other.with_user(second).substitution = "Good morning"
        self.assertEqual(other.substitution, "Good morning")

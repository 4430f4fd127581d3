from odoo.tests import tagged

from .erasure_common import ErasureCommon


@tagged("post_install", "-at_install")
class TestErasureShared(ErasureCommon):
    def test_what_was_said_with_others_stays_on_their_interaction(self):
        message = self.together.message_post(body="Wang Wei will send the drawings")
        self._erase()
        self.assertIn("drawings", message.exists().body)

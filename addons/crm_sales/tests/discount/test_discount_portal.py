from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.payment.tests.common import PaymentCommon

from .common import DiscountCommon

SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg"
    "=="
)


@tagged("post_install", "-at_install")
class TestDiscountPortal(DiscountCommon, PaymentCommon, HttpCase):
    def _sign(self, order):
        return self.make_jsonrpc_request(
            f"/my/orders/{order.id}/accept",
            {"access_token": order.access_token, "name": "Buyer", "signature": SIGNATURE},
        )

    def _open_order(self, discount, **values):
        order = self._create_order(discount, require_signature=True, **values)
        order._portal_ensure_token()
        return order

    def test_the_customer_cannot_sign_what_is_not_approved(self):
        order = self._open_order(25)
        self.assertIn("error", self._sign(order))
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.signature)

    def test_the_customer_signs_what_was_approved(self):
        order = self._open_order(25, require_payment=False)
        self._approve(self._request(order))
        self._sign(order)
        self.assertEqual(order.state, "sale")

    def test_the_page_offers_no_signature_before(self):
        order = self._open_order(25)
        page = self.url_open(order.get_portal_url()).text
        self.assertNotIn("#modalaccept", page)
        self._approve(self._request(order))
        self.assertIn("#modalaccept", self.url_open(order.get_portal_url()).text)

    def test_the_customer_signs_what_a_leader_sent(self):
        order = self._open_order(15, require_payment=False)
        order.with_user(self.leader).action_quotation_sent()
        self._sign(order)
        self.assertEqual(order.state, "sale")

    def test_changed_after_it_was_sent_it_cannot_be_signed(self):
        order = self._open_order(5, require_payment=False)
        order.with_user(self.seller).action_quotation_sent()
        order.with_user(self.seller).order_line.discount = 50
        self.assertIn("error", self._sign(order))
        self.assertEqual(order.state, "sent")

    def test_a_payment_does_not_confirm_what_is_not_approved(self):
        order = self._create_order(25, require_payment=True, require_signature=False)
        self.assertFalse(order._has_to_be_paid())
        payment = self._create_transaction(
            "redirect",
            amount=order.amount_total,
            currency_id=order.currency_id.id,
            sale_order_ids=[Command.set(order.ids)],
            state="done",
        )
        payment._check_amount_and_confirm_order()
        self.assertEqual(order.state, "draft")
        self.assertIn("not approved", order.message_ids[0].body)

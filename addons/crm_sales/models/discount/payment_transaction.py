from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """A payment does not confirm what is not approved; its salesperson is told."""
        waiting = self.filtered(
            lambda payment: payment.sale_order_ids.filtered(
                lambda order: order.state in ("draft", "sent")
            )._crm_get_blocked()
        )
        for order in waiting.sale_order_ids:
            order.message_post(
                body=self.env._(
                    "The customer has paid, but the discount is not approved: the quotation is "
                    "not confirmed by itself."
                ),
                partner_ids=order.user_id.partner_id.ids,
            )
        return super(PaymentTransaction, self - waiting)._check_amount_and_confirm_order()

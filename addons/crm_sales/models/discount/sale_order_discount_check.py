from odoo import api, models
from odoo.exceptions import RedirectWarning, UserError

from .sale_order import KIND

OPEN_STATES = ("draft", "sent")
OFFERED = ("sent", "sale")


class SaleOrder(models.Model):
    """No quotation with a discount over the limit is sent, signed, paid or confirmed."""

    _inherit = "sale.order"

    def _crm_get_discount_actor(self):
        """Return who lets the order pass: the user, for outsiders and machines the salesperson."""
        user = self.env.user
        if user.share or user._is_superuser():
            return self.user_id or user
        return user

    def _crm_get_blocked(self):
        """Return the orders that are over the limit and not released."""
        return self.filtered(
            lambda order: (
                # sudo: limits are compared, whoever confirms
                order.sudo()._crm_get_over_limits(order._crm_get_discount_actor())
                and not order._crm_is_released()
            )
        )

    def _crm_check_discount(self):
        """Refuse orders over the limit; note which ones somebody entitled has let pass.

        :raise RedirectWarning: names lines and percents, and leads to asking for approval
        :raise UserError: it is asked for already, or there are several orders
        """
        if not self:
            return
        blocked = self._crm_get_blocked()
        if not blocked:
            self._crm_let_pass()
            return
        message = "\n\n".join(order._crm_get_refusal() for order in blocked)
        if len(blocked) > 1 or blocked.sudo()._crm_get_approval_state() == "pending":
            raise UserError(message)
        raise RedirectWarning(
            message,
            blocked._crm_get_request_action(),
            self.env._("Request Approval"),
        )

    def _crm_get_refusal(self):
        """Say which lines are over and what to do next."""
        # sudo: names of colleagues, and lines of an order that the user is acting on
        order = self.sudo()
        over = order._crm_get_over_limits(self._crm_get_discount_actor())
        live = order._approval_live(KIND)[:1]
        if order._crm_get_approval_state() == "pending":
            people = ", ".join(live.waiting_user_ids.mapped("name"))
            last = self.env._("%(number)s waits for %(people)s.", number=live.name, people=people)
        else:
            last = self.env._("Ask for approval before it is sent or confirmed.")
        head = self.env._("%(order)s gives a discount over the limit:", order=order.name)
        return f"{head}\n{order._crm_describe_over_limits(over)}\n{last}"

    def _crm_let_pass(self):
        """Remember the lines that the user may give and the salesperson may not.

        The customer can then sign and pay what a manager has sent.
        """
        for order in self:
            # sudo: limits are compared, and the field is written by this alone
            known = order.sudo()
            if known._crm_get_over_limits(order.user_id) and not known._crm_is_released():
                known.crm_discount_digest = known._crm_get_digest()

    def _crm_get_request_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Request Approval"),
            "res_model": "crm.sales.discount.request",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_crm_request_discount(self):
        """Open the dialog that asks for approval."""
        self.ensure_one()
        return self._crm_get_request_action()

    # where it is refused
    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        if any(vals.get("state") in OFFERED for vals in vals_list):
            orders.filtered(lambda order: order.state in OFFERED)._crm_check_discount()
        return orders

    def write(self, vals):
        state = vals.get("state")
        if state in OFFERED:
            self.filtered(lambda order: order.state not in (state, "sale"))._crm_check_discount()
        return super().write(vals)

    def action_quotation_send(self):
        self.filtered(lambda order: order.state in OPEN_STATES)._crm_check_discount()
        return super().action_quotation_send()

    def _has_to_be_signed(self):
        return super()._has_to_be_signed() and not self._crm_get_blocked()

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and not self._crm_get_blocked()

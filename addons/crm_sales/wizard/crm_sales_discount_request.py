from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.discount.sale_order import KIND


class CrmSalesDiscountRequest(models.TransientModel):
    """Ask for the approval of what a quotation gives away over the limit."""

    _name = "crm.sales.discount.request"
    _description = "Request a Discount"

    order_id = fields.Many2one("sale.order", "Quotation", required=True, readonly=True)
    note = fields.Text(related="order_id.crm_discount_note")
    reason = fields.Text(required=True, help="Who approves reads it.")
    next_step = fields.Char("Will Be Asked", compute="_compute_next_step")

    @api.depends("order_id")
    def _compute_next_step(self):
        for request in self:
            order = request.order_id
            values = order._approval_values(KIND) if order else {}
            rule = order._approval_rule(KIND, values) if order else None
            amount = order._approval_local_amount(KIND, values) if rule else 0
            steps = rule and rule.step_ids.filtered(
                lambda step, amount=amount: step.amount_min <= amount
            )
            request.next_step = " → ".join(steps.mapped("name")) if steps else False

    def action_request(self):
        """Ask, and go back to the quotation.

        :raise UserError: nothing is over the limit, or no rule says who approves
        """
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        if not order._crm_get_blocked():
            raise UserError(self.env._("No line of %(order)s is over the limit.", order=order.name))
        rule = order._approval_rule(KIND, order._approval_values(KIND))
        if not rule:
            raise UserError(
                self.env._(
                    "No approval rule says who approves discounts. Ask a manager to add one "
                    "under Configuration, Approval Rules."
                )
            )
        if rule.is_free:
            # sudo: the rule lets it pass; the field is written by this alone
            order.sudo().crm_discount_digest = order._crm_get_digest()
        else:
            order._approval_require(KIND, reason=self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.approval.res_partner_credit import KIND


class CrmCreditLimitRequest(models.TransientModel):
    """Ask for another credit limit of a customer."""

    _name = "crm.credit.limit.request"
    _description = "Request a Credit Limit"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        default=lambda self: self._default_partner_id(),
    )
    present_limit = fields.Char(compute="_compute_present_limit")
    amount = fields.Monetary("New Limit", required=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    reason = fields.Text(required=True, help="Who approves reads it.")
    next_step = fields.Char(compute="_compute_next_step")

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A credit limit is greater than zero."
    )

    def _default_partner_id(self):
        context = self.env.context
        if context.get("active_model") != "res.partner":
            return False
        return self.env["res.partner"].browse(context.get("active_id")).commercial_partner_id

    @api.depends("partner_id")
    @api.depends_context("company")
    def _compute_present_limit(self):
        for request in self:
            partner = request.partner_id
            request.present_limit = partner and partner._crm_get_credit_limit_text()

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.depends("partner_id", "amount")
    def _compute_next_step(self):
        """Say before the request who will be asked."""
        for request in self:
            request.next_step = False
            if request.partner_id and request.amount > 0:
                partner = request.partner_id._origin
                rule = partner._approval_rule(KIND, request._get_values())
                steps = rule.step_ids.filtered(
                    lambda step, request=request: step.amount_min <= request.amount
                )
                request.next_step = " → ".join(steps.mapped("name"))

    def _get_values(self):
        return {"credit_limit": round(self.amount, 2)}

    def action_request(self):
        """Ask for the limit, or write it where the rules let the user.

        :raise UserError: no rule says who approves
        """
        self.ensure_one()
        partner, values = self.partner_id.commercial_partner_id, self._get_values()
        partner.check_access("write")
        rule = partner._approval_rule(KIND, values)
        if not rule:
            raise UserError(
                self.env._(
                    "No approval rule says who approves this credit limit. Ask a manager to "
                    "add one under Configuration, Approval Rules."
                )
            )
        if rule.is_free:
            # sudo: the rule lets the user, who has no right on the field as such
            partner.sudo().credit_limit = values["credit_limit"]
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        approval = partner._approval_require(KIND, values, self.reason)
        if approval is True:
            raise UserError(
                self.env._("%(customer)s has this credit limit already.", customer=partner.name)
            )
        return approval.with_env(self.env)._get_records_action()

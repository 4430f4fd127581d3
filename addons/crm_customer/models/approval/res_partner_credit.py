from odoo import api, fields, models
from odoo.tools import float_compare, format_amount

KIND = "credit_limit"
DIGITS = 2


class ResPartner(models.Model):
    """The credit limit of a customer: asked for by sales, written when it is approved.

    The limit is the host's, a value per company; 0 means that nobody looks at it.
    """

    _inherit = "res.partner"

    crm_approval_credit_limit = fields.Boolean(
        "Credit Limits in Use",
        compute="_compute_crm_approval_credit_limit",
        groups="crm_customer.group_customer_own",
    )

    @api.depends_context("company")
    def _compute_crm_approval_credit_limit(self):
        self.crm_approval_credit_limit = self.env.company.account_use_credit_limit

    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Credit Limit")}

    def _approval_watched_fields(self, kind):
        names = super()._approval_watched_fields(kind)
        return ("credit_limit", "use_partner_credit_limit") if kind == KIND else names

    def _approval_values(self, kind):
        if kind != KIND:
            return super()._approval_values(kind)
        # sudo: the field is for accountants, the requester has asked for a figure of it
        return {"credit_limit": round(self.sudo().credit_limit, DIGITS)}

    def _approval_company(self):
        """The limit is a value per company, whosever the contact is."""
        return self.env.company

    def _approval_amount(self, kind, values):
        amount, currency = super()._approval_amount(kind, values)
        if kind != KIND:
            return amount, currency
        # no limit at all is more than any amount
        return values["credit_limit"] or float("inf"), currency

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        currency = self._approval_company().currency_id
        # sudo: who approves a limit has to know the present one
        return self.env._(
            "Credit limit %(new)s, now %(present)s",
            new=format_amount(self.env, values["credit_limit"], currency),
            present=self._crm_get_credit_limit_text(),
        )

    def _crm_get_credit_limit_text(self):
        """Return the present limit in words, for who asks for another one."""
        # sudo: the field is for accountants; who asks for a limit has to know the present one
        limit = self.sudo().credit_limit
        if not limit:
            return self.env._("none")
        return format_amount(self.env, limit, self._approval_company().currency_id)

    def _approval_granted(self, approval):
        if approval.kind != KIND:
            return super()._approval_granted(approval)
        partner = self.with_company(approval.company_id)
        partner.credit_limit = approval.approved_values["credit_limit"]
        return None

    def _approval_recheck(self, kind):
        """A pending limit is not the record's yet: only what was granted can be outdated."""
        if kind != KIND:
            return super()._approval_recheck(kind)
        for partner in self:
            live = partner._approval_live(kind)
            granted = live.filtered(lambda approval: approval.state == "approved")
            if granted:
                values = partner._approval_values(kind)
                granted.filtered(lambda each, now=values: each.approved_values != now)._outdate()
        return None

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if not self.env.su:
            for partner, vals in zip(partners, vals_list, strict=True):
                if vals.get("credit_limit"):
                    partner._crm_check_credit_limit(0.0)
        return partners

    def write(self, vals):
        if self.env.su or not vals.keys() & {"credit_limit", "use_partner_credit_limit"}:
            return super().write(vals)
        before = {partner: partner.credit_limit for partner in self}
        result = super().write(vals)
        for partner, limit in before.items():
            partner._crm_check_credit_limit(limit)
        return result

    def _crm_check_credit_limit(self, before):
        """Refuse a limit that a rule wants approved: any that is not tighter than ``before``.

        :raise UserError: names the rule and the next step
        """
        limit = self.credit_limit
        is_tighter = limit and before and float_compare(limit, before, DIGITS) <= 0
        is_same = float_compare(limit, before, DIGITS) == 0
        # contacts follow their company
        if is_tighter or is_same or self.commercial_partner_id != self:
            return
        self._approval_check(KIND, how=self.env._('Use "Request Credit Limit" on the customer.'))

    def action_crm_request_credit_limit(self):
        """Ask for another credit limit of the customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_credit_limit_request_action"
        )
        customer = self.commercial_partner_id
        return action | {"context": {"default_partner_id": customer.id}}

from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.crm_customer.models.approval.crm_approval import STATES as APPROVAL_STATES
from odoo.addons.crm_customer.tools.approval.engine import digest

from ...tools.cash.discount import allowed, deduction_rate

KIND = "sale_discount"
STATES = [
    ("needed", "To Be Approved"),
    ("pending", "Waiting for Approval"),
    ("refused", "Refused"),
]
USER = "base.group_user"


class SaleOrder(models.Model):
    """Discounts over the limit: which lines, by how much, and whether they were approved."""

    _name = "sale.order"
    _inherit = ["sale.order", "crm.approval.mixin"]

    crm_discount_digest = fields.Char(
        "Released Discounts",
        copy=False,
        readonly=True,
        groups=USER,
        help="Fingerprint of the lines that somebody entitled has let pass.",
    )
    # named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(APPROVAL_STATES)
    crm_discount_state = fields.Selection(
        STATES, "Discount Approval", compute="_compute_crm_discount", compute_sudo=True
    )
    crm_discount_note = fields.Text(
        "Discounts over the Limit",
        compute="_compute_crm_discount",
        compute_sudo=True,
        groups=USER,
    )

    @api.depends("order_line.price_unit", "order_line.discount", "order_line.product_uom_qty")
    @api.depends_context("uid", "lang")
    def _compute_crm_discount(self):
        # who looks, not the superuser that computes
        user = self.env.user
        for order in self:
            over = order._crm_get_over_limits(user) if order.state in ("draft", "sent") else []
            if not over or order._crm_is_released():
                order.crm_discount_state = order.crm_discount_note = False
                continue
            order.crm_discount_note = order._crm_describe_over_limits(over)
            order.crm_discount_state = order._crm_get_approval_state()

    def _crm_get_approval_state(self):
        last = self.env["crm.approval"].search(
            [("res_model", "=", self._name), ("res_id", "=", self._origin.id), ("kind", "=", KIND)],
            order="id desc",
            limit=1,
        )
        is_same = last.digest == self._crm_get_digest()
        known = ("pending", "refused")
        return last.state if is_same and last.state in known else "needed"

    # what is over
    def _crm_get_over_limits(self, user):
        """Return ``[(line, percent given, percent allowed, base)]`` of what is over the limit.

        :param user: who would let it pass
        """
        self.ensure_one()
        limits = self.env["crm.sales.discount.limit"]
        by_base = limits._get_limits(self.company_id.id)
        if not by_base:
            return []
        level = limits._get_level(user)
        rate = self._crm_get_deduction_rate()
        over = []
        for line in self.order_line:
            if not line._crm_is_discountable():
                continue
            path = line.product_id.categ_id.parent_path or ""
            for base, plain in by_base.items():
                limit = allowed(plain, level, self.team_id.id, path)
                given = line._crm_get_given_percent(base, rate) if limit is not None else 0.0
                if given > (limit or 0.0) + 1e-6:
                    over.append((line, given, limit, base))
        return over

    def _crm_get_deduction_rate(self):
        """Return which part of the order its lines of negative amounts take back."""
        lines = self.order_line.filtered(
            lambda line: not line.display_type and not line.is_downpayment
        )
        return deduction_rate(lines.mapped("price_subtotal"))

    def _crm_describe_over_limits(self, over):
        bases = dict(
            self.env["crm.sales.discount.limit"]._fields["base"]._description_selection(self.env)
        )
        return "\n".join(
            self.env._(
                "%(line)s: %(given)g %% below the %(base)s (%(price)s), the limit is %(limit)g %%",
                line=line.product_id.display_name,
                given=given,
                base=bases[base],
                price=format_amount(self.env, line._crm_get_base_price(base), self.currency_id),
                limit=limit,
            )
            for line, given, limit, base in over
        )

    def _crm_is_released(self):
        """Say whether these very lines were approved, or let pass by somebody entitled."""
        # sudo: the customer on the portal may not read the field
        known = self.sudo().crm_discount_digest
        return bool(known) and known == self._crm_get_digest()

    def _crm_get_digest(self):
        return digest(self._approval_values(KIND))

    # the approval
    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Discount")}

    def _approval_values(self, kind):
        if kind != KIND:
            return super()._approval_values(kind)
        lines = self.order_line.filtered(lambda line: not line.display_type)
        return {
            "currency": self.currency_id.name,
            "lines": sorted(
                [
                    line.product_id.id or 0,
                    round(line.product_uom_qty, 6),
                    line.product_uom_id.id or 0,
                    round(line.price_unit, 6),
                    round(line.discount, 4),
                ]
                for line in lines
            ),
        }

    def _approval_amount(self, kind, values):
        """A discount is as big as its biggest percent: a number without a currency."""
        if kind != KIND:
            return super()._approval_amount(kind, values)
        over = self.sudo()._crm_get_over_limits(self.env.user)
        return max((given for _line, given, _limit, _base in over), default=0.0), (
            self.env["res.currency"]
        )

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        # sudo: who approves need not see the lines themselves
        order = self.sudo()
        total = format_amount(self.env, order.amount_total, order.currency_id)
        head = self.env._(
            "%(customer)s, %(total)s in all", customer=order.partner_id.display_name, total=total
        )
        over = order._crm_get_over_limits(self.env.user)
        return f"{head}\n{order._crm_describe_over_limits(over)}"

    def _approval_granted(self, approval):
        if approval.kind != KIND:
            return super()._approval_granted(approval)
        # what was approved, even where the lines have changed meanwhile
        self.crm_discount_digest = approval.digest
        return None

    def _approval_changed(self, approval):
        """Nothing is asked for by itself: who changed the lines sends them to be approved."""
        return None if approval.kind == KIND else super()._approval_changed(approval)

    def _crm_recheck_discount(self):
        """End the requests whose lines were changed meanwhile."""
        limits = self.env["crm.sales.discount.limit"]
        asked = self.filtered(lambda order: limits._get_limits(order.company_id.id))
        if not asked:
            return
        # sudo: a request is outdated by whoever changes the lines
        live = (
            self.env["crm.approval"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", asked.ids),
                    ("kind", "=", KIND),
                    ("state", "=", "pending"),
                ]
            )
        )
        for approval in live:
            order = self.browse(approval.res_id).sudo()
            if approval.digest != order._crm_get_digest():
                approval._outdate()

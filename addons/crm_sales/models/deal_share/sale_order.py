from odoo import api, fields, models

from .crm_sales_deal_share import LATER

GROUP = "crm_sales.group_sales_own"


class SaleOrder(models.Model):
    """For whom an order counts, from the moment it is confirmed."""

    _inherit = "sale.order"

    crm_share_ids = fields.One2many(
        "crm.sales.deal.share",
        "order_id",
        "Deal Team",
        copy=False,
        groups=GROUP,
        help="Taken from the opportunity. Once the order is confirmed it counts for them.",
    )

    def copy(self, default=None):
        orders = super().copy(default)
        # sudo: whoever copies the order need not see who shares in it
        for old, new in zip(self.sudo(), orders.sudo(), strict=True):
            entered = old.crm_share_ids.filtered(lambda share: not share.is_automatic)
            if entered and not new.crm_share_ids:
                new.crm_share_ids = entered._prepare_copies()
        return orders

    @api.model_create_multi
    def create(self, vals_list):
        orders = self
        if any("crm_share_ids" in vals for vals in vals_list):
            orders = self.with_context(crm_shares_later=LATER)
        orders = super(SaleOrder, orders).create(vals_list).with_env(self.env)
        orders._crm_take_shares()
        confirmed = orders.filtered(lambda order: order.state == "sale")
        if confirmed:
            confirmed._crm_count_shares()
        return orders

    def write(self, vals):
        orders = self
        if "crm_share_ids" in vals:
            orders = self.with_context(crm_shares_later=LATER)
        result = super(SaleOrder, orders).write(vals)
        if "crm_share_ids" in vals:
            self.env["crm.sales.deal.share"]._check_sum(self.env["crm.lead"], self)
        if vals.get("state") == "sale":
            self._crm_count_shares()
        elif vals.get("state") in ("draft", "sent"):
            self._crm_uncount_shares()
        return result

    def _crm_take_shares(self):
        """Let quotations have the deal team of their opportunity."""
        # sudo: whoever makes the quotation need not see who shares in it
        orders = self.sudo().filtered("opportunity_id")
        if not orders:
            return
        shares = orders.opportunity_id.crm_share_ids.grouped("lead_id")
        values = [
            line
            for order in orders
            if order.opportunity_id in shares and not order.crm_share_ids
            for line in shares[order.opportunity_id]._copy_to(order)
        ]
        if values:
            orders.env["crm.sales.deal.share"].create(values)

    def _crm_count_shares(self):
        """From now on the orders count for those who share in them; see the shares."""
        now = self.env.cr.now().replace(microsecond=0)
        orders = self.sudo()  # sudo: written by the system alone, whoever confirms
        shares = orders.crm_share_ids.filtered(lambda share: not share.date_counted)
        if shares:
            shares.date_counted = now
        values = [
            {
                "order_id": order.id,
                "user_id": order.user_id.id,
                "team_id": order.team_id.id,
                "percent": 100,
                "date_counted": now,
                "is_automatic": True,
            }
            for order in orders
            if order.user_id and not order.crm_share_ids
        ]
        if values:
            orders.env["crm.sales.deal.share"].create(values)

    def _crm_uncount_shares(self):
        """What is a quotation again is credited anew when it is confirmed."""
        shares = self.sudo().crm_share_ids  # sudo: written by the system alone
        automatic = shares.filtered("is_automatic")
        automatic.unlink()
        (shares - automatic).filtered("date_counted").date_counted = False

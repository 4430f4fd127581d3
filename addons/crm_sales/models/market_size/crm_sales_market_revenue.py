from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

from ...tools.market_size import share_of

BASES = [("ordered", "Confirmed Orders"), ("invoiced", "Posted Invoices")]
# the lines of a market's year, with their value in the currency of the company
ORDERED = """
    SELECT size.id AS size_id, line.id AS line_id, line.price_subtotal
           / COALESCE(NULLIF(placed.currency_rate, 0), 1)::numeric AS amount
      FROM crm_sales_market_size size
      JOIN (VALUES %(spans)s) span (size_id, first, stop) ON span.size_id = size.id
      JOIN sale_order placed ON placed.company_id = size.company_id AND placed.state = 'sale'
       AND placed.date_order >= span.first AND placed.date_order < span.stop
      JOIN sale_order_line line ON line.order_id = placed.id AND line.display_type IS NULL
     WHERE size.revenue_basis = 'ordered' AND %(scope)s
"""
INVOICED = """
    SELECT size.id AS size_id, line.id AS line_id, -line.balance AS amount
      FROM crm_sales_market_size size
      JOIN account_move placed ON placed.company_id = size.company_id
       AND placed.state = 'posted' AND placed.move_type IN ('out_invoice', 'out_refund')
       AND placed.invoice_date BETWEEN make_date(size.year, 1, 1) AND make_date(size.year, 12, 31)
      JOIN account_move_line line ON line.move_id = placed.id AND line.display_type = 'product'
     WHERE size.revenue_basis = 'invoiced' AND size.id IN %(ids)s AND %(scope)s
"""
# whether a line lies in the market: what a market does not say does not narrow it
SCOPE = SQL(
    """
    (size.categ_id IS NULL OR EXISTS (
        SELECT FROM product_product product
          JOIN product_template template ON template.id = product.product_tmpl_id
          JOIN product_category category ON category.id = template.categ_id
          JOIN product_category wanted ON wanted.id = size.categ_id
         WHERE product.id = line.product_id
           AND category.parent_path LIKE wanted.parent_path || '%%'))
    AND EXISTS (
        SELECT FROM res_partner customer
          JOIN res_partner house ON house.id = customer.commercial_partner_id
         WHERE customer.id = placed.partner_id
           AND (size.country_id IS NULL OR house.country_id = size.country_id)
           AND (size.state_id IS NULL OR house.state_id = size.state_id)
           AND (size.segment_id IS NULL OR EXISTS (
                SELECT FROM crm_customer_segment_member member
                 WHERE member.segment_id = size.segment_id
                   AND member.company_id = size.company_id
                   AND member.partner_id = house.id
                   AND member.date_from <= make_date(size.year, 12, 31)
                   AND (member.date_to IS NULL
                        OR member.date_to > make_date(size.year, 12, 31)))))
    """
)


class CrmSalesMarketSize(models.Model):
    """Our part of a market: what customers in it ordered, or were invoiced, in the year."""

    _inherit = "crm.sales.market.size"

    revenue_basis = fields.Selection(
        BASES, "Our Revenue Counts By", required=True, default="ordered"
    )
    our_revenue = fields.Monetary(
        compute="_compute_our_revenue",
        help="Of the calendar year, without taxes: lines of the category and those below it, of "
        "customers in the place, and in the segment at the end of the year.",
    )
    our_share = fields.Float(
        "Our Share (%)", digits=(5, 1), compute="_compute_our_revenue", help="Of the total market."
    )
    other_share = fields.Float("All Others (%)", digits=(5, 1), compute="_compute_other_share")

    @api.depends(
        "tam",
        "year",
        "revenue_basis",
        "company_id",
        "categ_id",
        "country_id",
        "state_id",
        "segment_id",
    )
    def _compute_our_revenue(self):
        amounts = self._get_revenues()
        for size in self:
            size.our_revenue = amounts.get(size._origin.id, 0)
            size.our_share = share_of(size.our_revenue, size.tam)

    @api.depends("share_ids.percent", "our_share")
    def _compute_other_share(self):
        for size in self:
            known = size.our_share + sum(size.share_ids.mapped("percent"))
            size.other_share = max(0, 100 - known) if size.tam else 0

    def _get_revenues(self):
        """Return ``{market size id: our revenue}``, by one statement for any number.

        The sum is the company's: who reads markets may know it. Its lines are opened as the
        reader, who sees those that he may.
        """
        lines = self._sql_lines()
        if not lines:
            return {}
        rows = self.env.execute_query(
            SQL("SELECT size_id, SUM(amount) FROM (%s) found GROUP BY 1", lines)
        )
        return {size_id: float(amount) for size_id, amount in rows}

    def _sql_lines(self):
        """Return the query of (market size, line, amount) of these markets, None of none."""
        sizes = self._origin.filtered(lambda size: size.id and 1 <= size.year <= 9998)
        if not sizes:
            return None
        sizes.flush_model()
        for model in (
            "account.move",
            "account.move.line",
            "product.template",
            "res.partner",
            "sale.order",
            "sale.order.line",
        ):
            self.env[model].flush_model()
        spans = SQL(", ").join(
            SQL("(%s::integer, %s::timestamp, %s::timestamp)", size.id, *size._get_bounds())
            for size in sizes
        )
        return SQL(
            "%s UNION ALL %s",
            SQL(ORDERED, spans=spans, scope=SCOPE),
            SQL(INVOICED, ids=tuple(sizes.ids), scope=SCOPE),
        )

    def _get_bounds(self):
        """Return the year's beginning and end, UTC, by the company's clock."""
        year = Period(date(self.year, 1, 1), date(self.year, 12, 31))
        return utc_bounds(year, self.company_id._crm_tz())

    def action_view_revenue(self):
        """Open exactly the lines that our revenue is the sum of."""
        self.ensure_one()
        lines = self._sql_lines()
        rows = self.env.execute_query(SQL("SELECT line_id FROM (%s) found", lines))
        is_ordered = self.revenue_basis == "ordered"
        model = "sale.order.line" if is_ordered else "account.move.line"
        name = "order" if is_ordered else "invoice"
        view = self.env.ref(f"crm_sales.crm_sales_market_{name}_line_view_list")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Our Revenue of %(market)s", market=self.display_name),
            "res_model": model,
            "view_mode": "list",
            "views": [(view.id, "list")],
            "domain": [("id", "in", [row[0] for row in rows])],
            "context": {"create": False, "edit": False, "delete": False},
        }

from datetime import timedelta
from functools import partial

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

SPREAD = 8192  # ids are of a product and a company
YEAR = 365  # days that are looked at, and the days before them
NAMES = (
    "product_id",
    "categ_id",
    "company_id",
    "lead_id",
    "status",
    "date",
    "quantity",
    "open_amount",
    "weighted_amount",
    "won_amount",
    "lost_amount",
    "decided",
    "win_rate",
    "list_amount",
)
_STANDING = """
SELECT product_id::bigint * %(spread)s + company_id AS id, product_id, MIN(categ_id) AS categ_id,
       company_id, SUM(open_amount) AS open_amount, SUM(weighted_amount) AS weighted_amount,
       COUNT(DISTINCT lead_id) FILTER (WHERE status = 'open') AS open_count,
       SUM(won_amount) FILTER (WHERE %(now)s) AS won_amount,
       SUM(won_amount) FILTER (WHERE date <= %(start)s) AS won_before,
       SUM(quantity) FILTER (WHERE status = 'won' AND %(now)s) AS quantity,
       SUM(lost_amount) FILTER (WHERE %(now)s) AS lost_amount,
       COUNT(DISTINCT lead_id) FILTER (WHERE status = 'won' AND %(now)s) AS won_count,
       COUNT(DISTINCT lead_id) FILTER (WHERE status = 'lost' AND %(now)s) AS lost_count,
       100 * SUM(won_amount) FILTER (WHERE list_amount <> 0 AND %(now)s)
           / NULLIF(SUM(list_amount) FILTER (WHERE %(now)s), 0) AS price_realisation,
       100 * SUM(won_amount) FILTER (WHERE %(now)s)
           / NULLIF(SUM(won_amount) FILTER (WHERE date <= %(start)s), 0) - 100 AS growth,
       100.0 * COUNT(DISTINCT lead_id) FILTER (WHERE status = 'won' AND %(now)s)
           / NULLIF(COUNT(DISTINCT lead_id) FILTER (WHERE status <> 'open' AND %(now)s), 0)
       AS win_rate
  FROM (%(figures)s) figure
 GROUP BY product_id, company_id
"""


class CrmSalesProductStanding(models.Model):
    """How a product stands: what is open, and what 365 days brought beside the 365 before.

    Grouped from what the user may see of the figures, whenever somebody looks.
    """

    _name = "crm.sales.product.standing"
    _description = "Standing of a Product"
    _auto = False
    _order = "won_amount desc, id"
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Product Category", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    open_amount = fields.Monetary("Demand", readonly=True, help="What is open.")
    weighted_amount = fields.Monetary("Weighted Demand", readonly=True)
    open_count = fields.Integer("Open Opportunities", readonly=True)
    won_amount = fields.Monetary("Won in 365 Days", readonly=True)
    won_before = fields.Monetary("Won in the 365 Days Before", readonly=True)
    growth = fields.Float("Growth (%)", readonly=True, aggregator=None, digits=(16, 1))
    quantity = fields.Float("Quantity Sold", digits="Product Unit", readonly=True)
    lost_amount = fields.Monetary("Lost in 365 Days", readonly=True)
    won_count = fields.Integer("Opportunities Won", readonly=True)
    lost_count = fields.Integer("Opportunities Lost", readonly=True)
    win_rate = fields.Float(
        "Win Rate (%)",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="Of the opportunities that were decided in 365 days.",
    )
    price_realisation = fields.Float(
        "Price Realisation (%)",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="What was won in 365 days, in percent of the same at the public price of today.",
    )
    has_before = fields.Boolean(compute="_compute_has_before")

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        start = today - timedelta(days=YEAR)
        first = start - timedelta(days=YEAR)
        # never as the superuser: the host checks rules with sudo, and would keep sums of all
        figures = self.env["crm.sales.product.figure"].sudo(False)
        days = Domain("date", ">", first) & Domain("date", "<=", today)
        query = figures._search(Domain("status", "=", "open") | days)
        columns = [
            SQL("%s AS %s", self._sql_of(figures, name, query), SQL.identifier(name))
            for name in NAMES
        ]
        return SQL(
            _STANDING,
            now=SQL("date > %s AND status <> 'open'", start),
            start=start,
            spread=SPREAD,
            figures=query.select(*columns),
        )

    def _sql_of(self, figures, name, query):
        # sudo: opportunities are counted, not named
        return figures.sudo()._field_to_sql(figures._table, name, query)

    def _check_access(self, operation):
        """A standing is of what the user sees of it: of another one there is none."""
        error = partial(self.env["ir.model.access"]._make_access_error, self._name, operation)
        if self.env.su or not any(self._ids):
            return super()._check_access(operation)
        if not self.env["ir.model.access"].check(self._name, operation, raise_exception=False):
            return self, error
        products = [number // SPREAD for number in self.ids]
        seen = self.search([("product_id", "in", products), ("id", "in", self.ids)])
        forbidden = self - seen
        return (forbidden, error) if forbidden else super()._check_access(operation)

    def fetch(self, field_names=None):
        """Refuse what is not the user's: to the host it would be a row that was deleted."""
        self.check_access("read")
        return super().fetch(field_names)

    def _compute_has_before(self):
        for standing in self:
            standing.has_before = bool(standing.won_before)

    def action_open_figures(self):
        """Open what is behind the figures of this product."""
        self.ensure_one()
        action = self.product_id.action_crm_view_product_figures()
        return action | {
            "domain": [*action["domain"], ("company_id", "=", self.company_id.id)],
        }

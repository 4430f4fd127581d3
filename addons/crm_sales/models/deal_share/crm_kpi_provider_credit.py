from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider
from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

# What each document brings, in the currency of the company and rounded to its unit.
ORDERED = """
    SELECT placed.id AS doc, placed.id AS order_id, placed.user_id, placed.team_id,
           (placed.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
           customer.commercial_partner_id AS customer_id, %(part)s AS part_id,
           ROUND(SUM(%(value)s
                     / COALESCE(NULLIF(placed.currency_rate, 0), 1)::numeric), %(digits)s) AS amount
      FROM %(documents)s placed
      JOIN res_partner customer ON customer.id = placed.partner_id
      JOIN sale_order_line line ON line.order_id = placed.id AND line.display_type IS NULL
           %(part_join)s
     GROUP BY 1, 2, 3, 4, placed.date_order, 6, 7
"""
# an invoice counts by its lines: each for the order that it comes from
INVOICED = """
    SELECT placed.id AS doc, origin.order_id, placed.invoice_user_id AS user_id, placed.team_id,
           placed.invoice_date AS day, customer.commercial_partner_id AS customer_id,
           %(part)s AS part_id, ROUND(SUM(-line.balance), %(digits)s) AS amount
      FROM %(documents)s placed
      JOIN res_partner customer ON customer.id = placed.partner_id
      JOIN account_move_line line ON line.move_id = placed.id AND line.display_type = 'product'
      LEFT JOIN LATERAL (
           SELECT MIN(ordered.order_id) AS order_id
             FROM sale_order_line_invoice_rel link
             JOIN sale_order_line ordered ON ordered.id = link.order_line_id
            WHERE link.invoice_line_id = line.id) origin ON TRUE
           %(part_join)s
     GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
# Each share gets what is due to the shares up to it, less what is due to those before it,
# both rounded: so the shares of a document add up to it to the cent.
CREDITED = """
    SELECT fact.doc, fact.day, fact.customer_id, fact.part_id,
           CASE WHEN share.id IS NULL THEN fact.user_id ELSE share.user_id END AS user_id,
           CASE WHEN share.id IS NULL THEN fact.team_id ELSE share.team_id END AS team_id,
           CASE WHEN share.id IS NULL THEN fact.amount
           ELSE ROUND(fact.amount * SUM(share.percent) OVER so_far
                      / SUM(share.percent) OVER (%(document)s), %(digits)s)
                - ROUND(fact.amount * (SUM(share.percent) OVER so_far - share.percent)
                        / SUM(share.percent) OVER (%(document)s), %(digits)s)
           END AS amount
      FROM (%(facts)s) fact
      LEFT JOIN crm_sales_deal_share share
             ON share.order_id = fact.order_id AND share.date_counted IS NOT NULL
    WINDOW so_far AS (%(document)s ORDER BY share.id ROWS UNBOUNDED PRECEDING)
"""
DOCUMENT = SQL("PARTITION BY fact.doc, fact.order_id, fact.part_id")
FIGURES = """
    SELECT span.number, %(key)s, %(part)s, SUM(credit.amount), COUNT(DISTINCT credit.doc)
      FROM (%(credits)s) credit
      JOIN (VALUES %(spans)s) span (number, first, last)
        ON credit.day BETWEEN span.first AND span.last
           %(join)s
     WHERE %(scope)s
     GROUP BY 1, 2, 3
"""
RECORDS = """
    SELECT DISTINCT credit.doc
      FROM (%(credits)s) credit
           %(join)s
     WHERE credit.day BETWEEN %(first)s AND %(last)s AND %(scope)s
"""
# (what the rows are told apart by, the tables that know it)
PARTS = {
    None: (SQL("0"), SQL()),
    "level": (
        SQL("owner.crm_level_id"),
        SQL("LEFT JOIN res_partner owner ON owner.id = customer.commercial_partner_id"),
    ),
    "category": (
        SQL("template.categ_id"),
        SQL(
            "LEFT JOIN product_product product ON product.id = line.product_id"
            " LEFT JOIN product_template template ON template.id = product.product_tmpl_id"
        ),
    ),
}
BREAKDOWNS = ("company", "team", "user", "segment")


class CrmKpi(models.Model):
    """Revenue as it counts: by the shares that persons have in orders."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        def provider(label, model):
            return KpiProvider(
                label,
                model,
                "_provide_credit",
                "_records_of_credit",
                breakdowns=BREAKDOWNS,
                is_additive=True,
                is_cumulative=True,
            )

        return super()._kpi_providers() | {
            "ordered": provider(self.env._("Ordered revenue, by shares"), "sale.order"),
            "invoiced": provider(self.env._("Invoiced revenue, by shares"), "account.move"),
        }

    @api.model
    def _credit_values(self):
        """Return ``{provider: SQL}`` of what a line of an order brings, None of invoices."""
        return {"ordered": SQL("line.price_subtotal"), "invoiced": None}

    def _get_projection_kind(self):
        """Money comes in amounts of very different size, whatever counts it."""
        kind = super()._get_projection_kind()
        return "sum" if kind == "count" and self.unit == "currency" else kind

    def _provide_credit(self, windows, company, breakdown, keys):
        figures = self._get_credit(windows, company, breakdown, keys)
        return {(number, key): figure for (number, key, _part), figure in figures.items()}

    def _get_credit(self, windows, company, breakdown, keys, part=None):
        """Return ``{(place of the window, id, id of the part): (amount, documents)}``.

        :param part: level, category or None: by what the figures are told apart further
        """
        wanted = [(number, window) for number, window in enumerate(windows) if window]
        if not wanted:
            return {}
        first = min(window.start for _number, window in wanted)
        last = max(window.stop for _number, window in wanted)
        key, join, scope = self._sql_split(breakdown, keys, company, self._get_credit_columns(last))
        rows = self.env.execute_query(
            SQL(
                FIGURES,
                key=key,
                part=SQL("credit.part_id") if part else SQL("0"),
                credits=self._sql_credits(company, first, last, part),
                spans=SQL(", ").join(
                    SQL("(%s::integer, %s::date, %s::date)", number, window.start, window.stop)
                    for number, window in wanted
                ),
                join=join,
                scope=scope,
            )
        )
        return {
            (number, key_id or False, part_id or False): (float(amount), count)
            for number, key_id, part_id, amount, count in rows
            if key_id is not None
        }

    def _records_of_credit(self, window, company, breakdown, keys):
        columns = self._get_credit_columns(window.stop)
        _key, join, scope = self._sql_split(breakdown, keys, company, columns)
        rows = self.env.execute_query(
            SQL(
                RECORDS,
                credits=self._sql_credits(company, window.start, window.stop),
                join=join,
                first=window.start,
                last=window.stop,
                scope=scope,
            )
        )
        model = self._get_provider().model
        return model, Domain("id", "in", [row[0] for row in rows])

    def _get_credit_columns(self, day):
        return {
            "user": SQL("credit.user_id"),
            "team": SQL("credit.team_id"),
            "customer": SQL("credit.customer_id"),
            "day": SQL("%s::date", day),
        }

    def _sql_credits(self, company, first, last, part=None):
        """Return the query of ``CREDITED``, over the documents that ``self.env`` may read."""
        self.env["crm.sales.deal.share"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id", "crm_level_id"])
        if part == "category":
            self.env["product.template"].flush_model(["categ_id"])
        column, join = PARTS[part]
        digits = company.currency_id.decimal_places
        parts = {"part": column, "part_join": join, "digits": digits}
        value = self._credit_values()[self.provider]
        if value is None:
            facts = self._sql_invoiced(company, first, last, parts)
        else:
            facts = self._sql_ordered(company, first, last, parts | {"value": value})
        return SQL(CREDITED, facts=facts, digits=digits, document=DOCUMENT)

    def _sql_ordered(self, company, first, last, parts):
        self.env["sale.order.line"].flush_model(["price_subtotal", "product_id", "display_type"])
        tz = company._crm_tz()
        start, stop = utc_bounds(Period(first, last), tz)
        orders = self.env["sale.order"]._search(
            Domain("state", "=", "sale")
            & Domain("company_id", "=", company.id)
            & Domain("date_order", ">=", start)
            & Domain("date_order", "<", stop)
        )
        documents = orders.subselect(SQL("%s.*", SQL.identifier(orders.table)))
        return SQL(ORDERED, documents=documents, tz=tz, **parts)

    def _sql_invoiced(self, company, first, last, parts):
        self.env["account.move.line"].flush_model(["balance", "product_id", "display_type"])
        self.env["sale.order.line"].flush_model(["order_id"])
        moves = self.env["account.move"]._search(
            Domain("state", "=", "posted")
            & Domain("move_type", "in", ["out_invoice", "out_refund"])
            & Domain("company_id", "=", company.id)
            & Domain("invoice_date", ">=", first)
            & Domain("invoice_date", "<=", last)
        )
        documents = moves.subselect(SQL("%s.*", SQL.identifier(moves.table)))
        return SQL(INVOICED, documents=documents, **parts)

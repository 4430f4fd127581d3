from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.kpi.period import Period, utc_bounds
from .crm_kpi_provider import KpiProvider

# when a company never calls a customer lost, a year counts
LOST_DAYS = 365

# Each customer in each window: was it active before, is it at the end, is it new. Active on
# a day is whose last order until then is less than the lost days of the company old. All
# of it follows from the days of confirmed orders alone, so that the past can be told. By
# product it is the orders of the product that count: who is new to it, stays, leaves.
STANDING = """
    SELECT span.number, span.last, bought.customer_id, bought.product_id,
           BOOL_OR(bought.day < span.first AND bought.day >= span.first - %(lost)s) AS was,
           BOOL_OR(bought.day <= span.last AND bought.day > span.last - %(lost)s) AS is_now,
           MIN(bought.day) BETWEEN span.first AND span.last AS is_new
      FROM (SELECT DISTINCT partner.commercial_partner_id AS customer_id,
                   %(product)s AS product_id,
                   (placed.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day
              FROM %(orders)s placed
              JOIN res_partner partner ON partner.id = placed.partner_id
                   %(lines)s) bought
      JOIN (VALUES %(spans)s) span (number, first, last) ON bought.day <= span.last
     WHERE %(visible)s
     GROUP BY span.number, span.first, span.last, bought.customer_id, bought.product_id
"""
STANDINGS = """
      FROM (%(standing)s) standing
      JOIN res_partner customer ON customer.id = standing.customer_id
      LEFT JOIN res_users owner ON owner.id = customer.user_id
           %(join)s
     WHERE %(scope)s
"""
FIGURES = f"""
    SELECT standing.number, %(key)s, %(value)s, COUNT(*) FILTER (WHERE %(counted)s)
           {STANDINGS}
     GROUP BY 1, 2
"""
RECORDS = f"SELECT DISTINCT standing.customer_id {STANDINGS} AND %(counted)s"
COLUMNS = {
    "user": SQL("customer.user_id"),
    "team": SQL("owner.sale_team_id"),
    "product": SQL("standing.product_id"),
    "customer": SQL("standing.customer_id"),
    "day": SQL("standing.last"),
}
COUNTED = {
    "new_customers": "is_new",
    "active_customers": "is_now",
    "retained_customers": "was AND is_now",
    "churned_customers": "was AND NOT is_now",
    "retention_rate": "was AND is_now",
}


class CrmKpi(models.Model):
    """New, active, retained and churned customers, from the days of their orders.

    Of those active when a period begins, each is retained or churned when it ends: the
    two add up. A customer who comes back, or is new, is active and neither.
    """

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        labels = {
            "new_customers": self.env._("New customers, by first order"),
            "active_customers": self.env._("Active customers at the end"),
            "retained_customers": self.env._("Retained customers"),
            "churned_customers": self.env._("Churned customers"),
            "retention_rate": self.env._("Retention rate"),
        }
        providers = {
            code: KpiProvider(
                label,
                "sale.order",
                "_provide_customers",
                "_records_of_customers",
                breakdowns=("company", "team", "user", "segment", "product"),
                empty=None if code == "retention_rate" else 0.0,
                is_additive=code != "retention_rate",
                is_cumulative=code in ("new_customers", "churned_customers"),
            )
            for code, label in labels.items()
        }
        return super()._kpi_providers() | providers

    def _provide_customers(self, windows, company, breakdown, keys):
        spans = [(number, window) for number, window in enumerate(windows) if window]
        if not spans:
            return {}
        counted = SQL(COUNTED[self.provider])
        value = SQL("COUNT(*) FILTER (WHERE %s)", counted)
        if self.provider == "retention_rate":
            value = SQL("100.0 * %s / NULLIF(COUNT(*) FILTER (WHERE was), 0)", value)
        key, join, scope = self._sql_split(breakdown, keys, company, COLUMNS)
        rows = self.env.execute_query(
            SQL(
                FIGURES,
                key=key,
                value=value,
                counted=counted,
                standing=self._sql_standing(spans, company, breakdown, keys),
                join=join,
                scope=scope,
            )
        )
        return {
            (number, key_id or False): (float(value), count)
            for number, key_id, value, count in rows
            if value is not None and key_id is not None
        }

    def _records_of_customers(self, window, company, breakdown, keys):
        _key, join, scope = self._sql_split(breakdown, keys, company, COLUMNS)
        rows = self.env.execute_query(
            SQL(
                RECORDS,
                standing=self._sql_standing([(0, window)], company, breakdown, keys),
                counted=SQL(COUNTED[self.provider]),
                join=join,
                scope=scope,
            )
        )
        ids = [row[0] for row in rows]
        return "res.partner", Domain("id", "in", ids) & Domain("active", "in", [True, False])

    def _sql_standing(self, spans, company, breakdown, keys):
        """Return the query of ``STANDING``, over the orders that ``self.env`` may read."""
        self.env["res.partner"].flush_model(["commercial_partner_id", "user_id"])
        self.env["res.users"].flush_model(["sale_team_id"])
        tz = company._crm_tz()
        last = max(window.stop for _number, window in spans)
        orders = self.env["sale.order"]._search(
            Domain("state", "=", "sale")
            & Domain("company_id", "=", company.id)
            & Domain("date_order", "<", utc_bounds(Period(last, last), tz)[1])
        )
        rows = [
            SQL("(%s::integer, %s::date, %s::date)", number, window.start, window.stop)
            for number, window in spans
        ]
        by_product = breakdown == "product"
        return SQL(
            STANDING,
            product=SQL("line.product_id") if by_product else SQL("0"),
            lines=self._sql_lines(keys) if by_product else SQL(),
            lost=company.sudo().crm_lost_days or LOST_DAYS,  # sudo: no secret
            tz=tz,
            orders=orders.subselect(
                *(SQL.identifier(orders.table, name) for name in ("id", "partner_id", "date_order"))
            ),
            spans=SQL(", ").join(rows),
            visible=self._sql_visible(),
        )

    def _sql_lines(self, keys):
        """Join the products of the orders, of those lines that the reader may see."""
        lines = self.env["sale.order.line"]
        lines.flush_model(["order_id", "product_id"])
        query = lines._search(
            Domain("product_id", "!=", False) if keys is None else Domain("product_id", "in", keys)
        )
        columns = (SQL.identifier(query.table, name) for name in ("order_id", "product_id"))
        return SQL("JOIN %s line ON line.order_id = placed.id", query.subselect(*columns))

    def _sql_visible(self):
        """Leave out the customers that the reader's rules hide."""
        partners = self.env["res.partner"].with_context(active_test=False)
        query = partners._search([])
        if not query.where_clause:
            return SQL("TRUE")
        return SQL("bought.customer_id IN %s", query.subselect())

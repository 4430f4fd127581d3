from odoo import api, models
from odoo.tools import SQL

from ...tools.cash.next_order import rhythm

COLUMNS = {
    "partner_id": "int",
    "company_id": "int",
    "product_id": "int",
    "product_name": "text",
    "order_count": "int",
    "quantity": "numeric",
    "last_price": "numeric",
    "currency_id": "int",
    "date_first": "date",
    "date_last": "date",
    "interval": "float",
    "interval_average": "float",
    "date_next": "date",
    "date_lapsed": "date",
}
KEYS = ("partner_id", "company_id", "product_id", "product_name")


class CrmSalesPurchaseRecord(models.Model):
    """How the records are kept: read in one statement, written in one, for a set of customers.

    It rides on the refresh of customer profiles, which knows which customers were touched.
    """

    _inherit = "crm.sales.purchase.record"

    @api.model
    def _refresh_scope(self, scope):
        """Make the records of the customers in ``scope`` be what was bought.

        :param scope: function of a column (``SQL``) that gives the condition
        """
        rows = [self._add_rhythm(row) for row in self.env.execute_query(self._sql_bought(scope))]
        self.env.execute_query(self._sql_write(scope, rows))
        self.invalidate_model(flush=False)

    @api.model
    def _add_rhythm(self, row):
        """Return the values of a record, in the order of ``COLUMNS``."""
        *values, days = row
        found = rhythm(days)
        return (
            *values,
            days[0],
            days[-1],
            found.interval,
            found.average,
            found.date_next,
            found.date_lapsed,
        )

    @api.model
    def _sql_bought(self, scope):
        """Return the statement of what was bought: keys, figures and the days."""
        return SQL(
            """
            WITH company AS (%(company)s),
            target AS (SELECT id AS partner_id, commercial_partner_id AS commercial_id
                         FROM res_partner WHERE %(scope)s),
            label AS (%(labels)s),
            bought AS (%(orders)s UNION ALL %(history)s)
            SELECT commercial_id, company_id, product_id, product_name,
                   COUNT(DISTINCT event), ROUND(SUM(quantity), 6),
                   ROUND((ARRAY_AGG(price ORDER BY day DESC, place DESC)
                       FILTER (WHERE price IS NOT NULL))[1], 6),
                   (ARRAY_AGG(currency_id ORDER BY day DESC, place DESC)
                       FILTER (WHERE price IS NOT NULL))[1],
                   ARRAY_AGG(DISTINCT day ORDER BY day)
              FROM bought
             GROUP BY commercial_id, company_id, product_id, product_name
            """,
            company=self.env["crm.customer.profile"]._sql_company(),
            scope=scope(SQL.identifier("commercial_partner_id")),
            labels=self._sql_labels(),
            orders=self._sql_orders(),
            history=self._sql_history(),
        )

    @api.model
    def _sql_orders(self):
        """Return what confirmed orders sold, in the units of the products.

        Discounts and deposits are nothing that is bought.
        """
        return SQL(
            """
            SELECT target.commercial_id, o.company_id, line.product_id,
                   NULL::text AS product_name, 'o' || o.id AS event, line.id AS place,
                   (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE company.tz)::date AS day,
                   line.product_uom_qty::numeric * unit.share AS quantity,
                   line.price_unit::numeric * (1 - COALESCE(line.discount, 0)::numeric / 100)
                       / unit.share AS price,
                   o.currency_id
              FROM target
              JOIN sale_order o ON o.partner_id = target.partner_id AND o.state = 'sale'
              JOIN company ON company.id = o.company_id
              JOIN res_company own ON own.id = o.company_id
              JOIN sale_order_line line ON line.order_id = o.id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom sold ON sold.id = line.product_uom_id
              JOIN uom_uom kept ON kept.id = template.uom_id
             CROSS JOIN LATERAL (SELECT (sold.factor / kept.factor)::numeric AS share) unit
             WHERE line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
               AND line.product_uom_qty > 0 AND line.price_unit >= 0
               AND line.product_id IS DISTINCT FROM own.sale_discount_product_id
            """
        )

    @api.model
    def _sql_history(self):
        """Return what imports brought; a product is known by its reference or any name of it."""
        return SQL(
            """
            SELECT target.commercial_id, past.company_id, label.product_id,
                   CASE WHEN label.product_id IS NULL THEN COALESCE(past.name, '') END,
                   'h' || COALESCE(past.number, past.id::text), past.id, past.date,
                   COALESCE(past.quantity, 0)::numeric,
                   past.amount::numeric / NULLIF(past.quantity, 0)::numeric,
                   past.currency_id
              FROM target
              JOIN crm_customer_purchase_history past ON past.partner_id = target.partner_id
              LEFT JOIN label ON label.text = past.name
            """
        )

    @api.model
    def _sql_labels(self):
        """Return by which texts products are known, the first one where several are."""
        return SQL(
            """
            SELECT text, MIN(product_id) AS product_id
              FROM (SELECT product.default_code AS text, product.id AS product_id
                      FROM product_product product
                     WHERE product.active AND product.default_code <> ''
                     UNION
                    SELECT name.value, product.id
                      FROM product_product product
                      JOIN product_template template ON template.id = product.product_tmpl_id
                     CROSS JOIN LATERAL jsonb_each_text(template.name) name
                     WHERE product.active) known
             GROUP BY text
            """
        )

    @api.model
    def _sql_write(self, scope, rows):
        """Return the statement that writes what changed and drops what is not bought any more."""
        names = [SQL.identifier(name) for name in COLUMNS]
        figures = [SQL.identifier(name) for name in COLUMNS if name not in KEYS]
        arrays = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
        return SQL(
            """
            WITH fresh (%(names)s) AS (SELECT * FROM unnest(%(arrays)s)),
            kept AS (
                INSERT INTO crm_sales_purchase_record AS record (%(names)s)
                SELECT %(names)s FROM fresh ORDER BY partner_id, company_id, product_id
                ON CONFLICT (partner_id, company_id, COALESCE(product_id, 0),
                             COALESCE(product_name, ''))
                DO UPDATE SET %(assign)s WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
                RETURNING 1)
            DELETE FROM crm_sales_purchase_record record
             WHERE %(scope)s AND NOT EXISTS (
                   SELECT FROM fresh
                    WHERE fresh.partner_id = record.partner_id
                      AND fresh.company_id = record.company_id
                      AND fresh.product_id IS NOT DISTINCT FROM record.product_id
                      AND fresh.product_name IS NOT DISTINCT FROM record.product_name)
            RETURNING 1
            """,
            names=SQL(", ").join(names),
            arrays=SQL(", ").join(
                SQL("%s::" + kind + "[]", list(values))
                for kind, values in zip(COLUMNS.values(), arrays, strict=True)
            ),
            assign=SQL(", ").join(SQL("%s = EXCLUDED.%s", name, name) for name in figures),
            old=SQL(", ").join(SQL("record.%s", name) for name in figures),
            new=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in figures),
            scope=scope(SQL.identifier("record", "partner_id")),
        )

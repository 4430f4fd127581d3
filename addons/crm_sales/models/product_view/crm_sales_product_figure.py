from odoo import fields, models
from odoo.tools import SQL

SALES = "sales_team.group_sale_salesman"
STATUSES = [("open", "Open"), ("won", "Won"), ("lost", "Lost")]
# What was sold is nine rows of ten and asks two tables; joins below are left ones to rows that are
# unique, so that the database leaves out each that a question does not need.
_LINE = """
SELECT line.id::bigint * 2 AS id, line.id AS line_id, NULL::int AS interest_id,
       o.id AS order_id, o.opportunity_id AS lead_id, line.product_id,
       line.product_uom_id AS uom_id, o.company_id, o.team_id, o.user_id,
       o.partner_id AS contact_id, %(status)s AS status,
       %(date)s AS date, %(probability)s AS probability, %(reason)s AS lost_reason_id,
       line.product_uom_qty::numeric AS quantity,
       ROUND(line.price_subtotal::numeric / COALESCE(NULLIF(o.currency_rate, 0), 1), 6) AS amount,
       company.rate
  FROM sale_order_line line
  JOIN sale_order o ON o.id = line.order_id
  JOIN (VALUES %(companies)s) company (id, tz, rate, discount_id)
    ON company.id = o.company_id
  %(join)s
 WHERE line.display_type IS NULL AND line.is_downpayment IS NOT TRUE AND line.product_id IS NOT NULL
   AND line.price_unit >= 0 AND line.product_id IS DISTINCT FROM company.discount_id
   AND %(where)s
"""
# of an opportunity without an order the newest quotation counts: others are alternatives
_NEWEST = """
o.state IN ('draft', 'sent', 'cancel') AND (
    (o.opportunity_id IS NULL AND o.state <> 'cancel')
    OR (lead.type = 'opportunity' AND (lead.active OR lead.won_status <> 'pending')
        AND (o.state <> 'cancel' OR lead.won_status = 'lost')
        AND NOT EXISTS (
            SELECT FROM sale_order other
             WHERE other.opportunity_id = o.opportunity_id AND other.id <> o.id
               AND (other.state = 'sale' OR (other.state <> 'cancel', other.id)
                                          > (o.state <> 'cancel', o.id)))))
"""
_INTEREST = """
SELECT interest.id::bigint * 2 + 1, NULL, interest.id, NULL, lead.id, interest.product_id, NULL,
       interest.company_id, lead.team_id, lead.user_id, lead.partner_id, %(status)s, %(date)s,
       lead.probability, lead.lost_reason_id, interest.quantity::numeric,
       interest.amount::numeric, company.rate
  FROM crm_sales_lead_product interest
  JOIN crm_lead lead ON lead.id = interest.lead_id
  JOIN (VALUES %(companies)s) company (id, tz, rate, discount_id)
    ON company.id = interest.company_id
 WHERE lead.type = 'opportunity' AND (lead.active OR lead.won_status <> 'pending')
   AND NOT EXISTS (
       SELECT FROM sale_order o
        WHERE o.opportunity_id = lead.id AND (o.state <> 'cancel' OR lead.won_status = 'lost'))
"""
_STATUS = "CASE lead.won_status WHEN 'won' THEN 'won' WHEN 'lost' THEN 'lost' ELSE 'open' END"
_DAY = "(%s AT TIME ZONE 'UTC' AT TIME ZONE company.tz)::date"
_DECIDED = f"""
CASE WHEN lead.won_status = 'pending'
     THEN COALESCE(lead.date_deadline, {_DAY % "lead.create_date"})
     ELSE {_DAY % "COALESCE(lead.date_closed, lead.write_date)"} END
"""
# one segment a customer, or sums would count a customer twice
_FIGURE = """
SELECT fact.id, fact.line_id, fact.interest_id, fact.order_id, fact.lead_id, fact.product_id,
       template.categ_id, fact.company_id, fact.team_id, fact.user_id,
       contact.commercial_partner_id AS partner_id, level.segment_id, fact.status, fact.date,
       fact.lost_reason_id, fact.amount,
       fact.quantity * COALESCE((sold.factor / kept.factor)::numeric, 1) AS quantity,
       CASE fact.status WHEN 'open' THEN fact.amount ELSE 0 END AS open_amount,
       CASE fact.status WHEN 'open' THEN ROUND(fact.amount * fact.probability::numeric / 100, 6)
            ELSE 0 END AS weighted_amount,
       CASE fact.status WHEN 'won' THEN fact.amount ELSE 0 END AS won_amount,
       CASE fact.status WHEN 'lost' THEN fact.amount ELSE 0 END AS lost_amount,
       CASE WHEN fact.lead_id IS NOT NULL AND fact.status <> 'open' THEN 1 ELSE 0 END AS decided,
       CASE WHEN fact.lead_id IS NOT NULL AND fact.status <> 'open'
            THEN CASE fact.status WHEN 'won' THEN 100.0 ELSE 0 END END AS win_rate,
       CASE WHEN fact.status = 'won' AND price.list > 0
            THEN ROUND(price.list * fact.rate * fact.quantity
                       * COALESCE((sold.factor / kept.factor)::numeric, 1), 6) ELSE 0 END
       AS list_amount,
       CASE WHEN fact.status = 'won' AND price.list > 0 AND fact.quantity <> 0
            THEN 100 * fact.amount / (price.list * fact.rate * fact.quantity
                       * COALESCE((sold.factor / kept.factor)::numeric, 1)) END
       AS price_realisation
  FROM (%(facts)s) fact
  LEFT JOIN product_product product ON product.id = fact.product_id
  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN uom_uom kept ON kept.id = template.uom_id
  LEFT JOIN uom_uom sold ON sold.id = fact.uom_id
  LEFT JOIN (SELECT combination.product_product_id, SUM(value.price_extra)::numeric AS price
               FROM product_variant_combination combination
               JOIN product_template_attribute_value value
                 ON value.id = combination.product_template_attribute_value_id
              GROUP BY combination.product_product_id) extra
         ON extra.product_product_id = fact.product_id
  LEFT JOIN res_partner contact ON contact.id = fact.contact_id
  LEFT JOIN (SELECT DISTINCT ON (member.partner_id, member.company_id)
                    member.partner_id, member.company_id, member.segment_id
               FROM crm_customer_segment_member member
               JOIN crm_customer_segment segment
                 ON segment.id = member.segment_id AND segment.active
              WHERE member.date_to IS NULL
              ORDER BY member.partner_id, member.company_id, segment.sequence, segment.id) level
         ON level.partner_id = contact.commercial_partner_id
        AND level.company_id = fact.company_id
 CROSS JOIN LATERAL (
       SELECT template.list_price::numeric + COALESCE(extra.price, 0) AS list) price
"""


class CrmSalesProductFigure(models.Model):
    """A product in a deal: a line of an order or quotation, or a product of interest.

    Always as things stand, nothing is stored. Confirmed orders are won. Of an opportunity without
    one its newest quotation counts as the opportunity stands, or else its products of interest.
    Quotations without an opportunity are open, and not weighted.
    """

    _name = "crm.sales.product.figure"
    _description = "Product Figure"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _depends = {
        "crm.lead": [
            "active",
            "date_closed",
            "date_deadline",
            "lost_reason_id",
            "partner_id",
            "probability",
            "team_id",
            "type",
            "user_id",
            "won_status",
        ],
        "crm.sales.lead.product": ["amount", "company_id", "lead_id", "product_id", "quantity"],
        "product.template": ["categ_id", "list_price", "uom_id"],
        "product.template.attribute.value": ["price_extra"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": [
            "company_id",
            "currency_rate",
            "date_order",
            "opportunity_id",
            "partner_id",
            "state",
            "team_id",
            "user_id",
        ],
        "sale.order.line": [
            "display_type",
            "is_downpayment",
            "order_id",
            "price_subtotal",
            "price_unit",
            "product_id",
            "product_uom_id",
            "product_uom_qty",
        ],
    }

    # of what; whose it is, is for who may open opportunities and orders at all
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Product Category", readonly=True)
    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True, groups=SALES)
    order_id = fields.Many2one("sale.order", readonly=True, groups=SALES)
    line_id = fields.Many2one("sale.order.line", "Order Line", readonly=True, groups=SALES)
    interest_id = fields.Many2one("crm.sales.lead.product", readonly=True, groups=SALES)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    segment_id = fields.Many2one(
        "crm.customer.segment",
        readonly=True,
        help="The first one that the customer is in: no sum counts a customer twice.",
    )
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    # when, and what became of it
    date = fields.Date(
        readonly=True,
        help="Won: of the order; lost: of the loss; open: expected closing, or of the quotation.",
    )
    status = fields.Selection(STATUSES, readonly=True)
    lost_reason_id = fields.Many2one("crm.lost.reason", readonly=True)
    # how much
    quantity = fields.Float(digits="Product Unit", readonly=True)
    amount = fields.Monetary(readonly=True, help="Without taxes, in the company's currency.")
    open_amount = fields.Monetary("Demand", readonly=True, help="What is open.")
    weighted_amount = fields.Monetary(
        "Weighted Demand", readonly=True, help="What is open, by the probability of the deal."
    )
    won_amount = fields.Monetary("Won Value", readonly=True)
    lost_amount = fields.Monetary("Lost Value", readonly=True)
    decided = fields.Integer(
        "Decided (n)", readonly=True, help="Won or lost with an opportunity: what the rate is of."
    )
    win_rate = fields.Float(
        "Win Rate (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Of what was decided with an opportunity.",
    )
    list_amount = fields.Monetary(
        "At List Price", readonly=True, help="What was won, at the public price of today."
    )
    price_realisation = fields.Float(
        "Price Realisation (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="What was won in percent of the same at the public price of today.",
    )

    @property
    def _table_query(self):
        companies = self._sql_companies()
        return SQL(
            _FIGURE,
            facts=SQL(" UNION ALL ").join(
                branch(companies) for branch in (self._sql_sold, self._sql_quoted, self._sql_asked)
            ),
        )

    def _sql_companies(self):
        """Return a row a company: id, timezone, list prices to its currency, discount product."""
        # sudo: clocks and currencies; the record rules say whose figures are shown
        companies = self.env["res.company"].sudo().search([("id", "!=", False)], order="id")
        main, today = companies[:1], fields.Date.today()
        rates = self.env["res.currency"]
        return SQL(", ").join(
            SQL(
                "(%s, %s, %s::numeric, %s::int)",
                company.id,
                company.resource_calendar_id.tz or "UTC",
                rates._get_conversion_rate(main.currency_id, company.currency_id, company, today),
                company.sale_discount_product_id.id or None,
            )
            for company in companies
        )

    def _sql_sold(self, companies):
        return SQL(
            _LINE,
            companies=companies,
            status=SQL("'won'"),
            date=SQL(_DAY % "o.date_order"),
            probability=SQL("100.0::float"),
            reason=SQL("NULL::int"),
            join=SQL(),
            where=SQL("o.state = 'sale'"),
        )

    def _sql_quoted(self, companies):
        return SQL(
            _LINE,
            companies=companies,
            status=SQL(_STATUS),
            date=SQL(f"CASE WHEN lead.id IS NULL THEN {_DAY % 'o.date_order'} ELSE {_DECIDED} END"),
            probability=SQL("COALESCE(lead.probability, 0)"),
            reason=SQL("lead.lost_reason_id"),
            join=SQL("LEFT JOIN crm_lead lead ON lead.id = o.opportunity_id"),
            where=SQL(_NEWEST),
        )

    def _sql_asked(self, companies):
        return SQL(_INTEREST, companies=companies, status=SQL(_STATUS), date=SQL(_DECIDED))

    def _read_group_select(self, aggregate_spec, query):
        """A rate of prices is no average of rates: it is of all that was won in a group."""
        expression = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec != "price_realisation:avg":
            return expression
        list_amount = self._field_to_sql(self._table, "list_amount", query)
        won = self._field_to_sql(self._table, "won_amount", query)
        return SQL(
            "100 * SUM(%s) FILTER (WHERE %s <> 0) / NULLIF(SUM(%s), 0)",
            won,
            list_amount,
            list_amount,
        )

    def action_open(self):
        """Open the order, or else the opportunity."""
        self.ensure_one()
        return (self.order_id or self.lead_id)._get_records_action()

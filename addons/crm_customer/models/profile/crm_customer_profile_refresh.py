from odoo import api, fields, models
from odoo.tools import SQL

FRESH = """
company AS (%(company)s),
target AS (SELECT id AS partner_id, commercial_partner_id AS commercial_id
             FROM res_partner WHERE %(scope)s),
%(ctes)s,
facts AS (SELECT partner_id, company_id, %(columns)s
            FROM (%(keys)s) keys %(joins)s),
fresh AS (
    SELECT facts.*, company.currency_id, stage.stage AS lifecycle_computed,
           COALESCE(%(pin)s, stage.stage) AS lifecycle
      FROM facts
      JOIN company ON company.id = facts.company_id
      JOIN res_partner partner ON partner.id = facts.partner_id
      LEFT JOIN crm_customer_level level ON level.id = partner.crm_level_id
      CROSS JOIN LATERAL (SELECT %(lifecycle)s AS stage) stage)
"""


class CrmCustomerProfile(models.Model):
    """How the rows are kept: touched customers at once, all of them every night."""

    _inherit = "crm.customer.profile"

    @api.model
    def _fact_queries(self):
        """Return what is known about customers; other addons extend the dict.

        A query may use the CTEs ``target`` (``partner_id``, ``commercial_id``: the
        partners to refresh, with their contacts) and ``company`` (``id``, ``tz``,
        ``today``, settings), and yields ``partner_id`` (the commercial one),
        ``company_id`` and then its columns, at most one row per pair. The columns
        are fields of this model; numbers that no query yields become 0.

        :return: ``{name: (column names, SQL)}``
        """
        return {
            "code": ([], self._sql_code_facts()),
            "order": (
                [
                    "first_order_date",
                    "last_order_date",
                    "order_count",
                    "revenue_total",
                    "revenue_12m",
                    "order_average",
                    "order_interval",
                ],
                self._sql_order_facts(),
            ),
            "lead": (
                ["open_lead_count", "open_opportunity_count", "open_opportunity_amount"],
                self._sql_lead_facts(),
            ),
            "interaction": (
                ["interaction_count", "last_interaction_date"],
                self._sql_interaction_facts(),
            ),
        }

    @api.model
    def _sql_code_facts(self):
        # a customer without company is everybody's
        return SQL(
            """
            SELECT partner.id, company.id
              FROM target
              JOIN res_partner partner ON partner.id = target.partner_id
               AND partner.id = target.commercial_id
              JOIN company ON company.id = COALESCE(partner.company_id, company.id)
             WHERE partner.crm_code IS NOT NULL
            """
        )

    @api.model
    def _sql_order_facts(self):
        return SQL(
            """
            SELECT partner_id, company_id, MIN(day), MAX(day), COUNT(*),
                   ROUND(SUM(amount), digits),
                   ROUND(COALESCE(SUM(amount) FILTER (
                       WHERE day > today - INTERVAL '12 months'), 0), digits),
                   ROUND(AVG(amount), digits),
                   ROUND((MAX(day) - MIN(day))::numeric / GREATEST(COUNT(*) - 1, 1), 1)
              FROM (SELECT target.commercial_id AS partner_id, o.company_id,
                           company.today, company.digits,
                           (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE company.tz)::date
                               AS day,
                           o.amount_untaxed / COALESCE(
                               NULLIF(o.currency_rate, 0), 1)::numeric AS amount
                      FROM target
                      JOIN sale_order o ON o.partner_id = target.partner_id
                      JOIN company ON company.id = o.company_id
                     WHERE o.state = 'sale') confirmed
             GROUP BY partner_id, company_id, digits
            """
        )

    @api.model
    def _sql_lead_facts(self):
        return SQL(
            """
            SELECT target.commercial_id, company.id,
                   COUNT(*) FILTER (WHERE l.type = 'lead'),
                   COUNT(*) FILTER (WHERE l.type = 'opportunity'),
                   COALESCE(SUM(l.expected_revenue)
                       FILTER (WHERE l.type = 'opportunity'), 0)
              FROM target
              JOIN crm_lead l ON l.partner_id = target.partner_id
              JOIN company ON company.id = %s
             WHERE l.active AND l.won_status = 'pending'
             GROUP BY target.commercial_id, company.id
            """,
            self._sql_lead_company(),
        )

    @api.model
    def _sql_lead_company(self):
        """Return the company in which the lead ``l`` counts, so that each counts once.

        A lead without company counts in that of its customer, or else of its salesperson,
        or else in the oldest company; its team has none either, the host sees to that.
        """
        return SQL(
            """
            COALESCE(l.company_id,
                (SELECT p.company_id FROM res_partner p WHERE p.id = target.commercial_id),
                (SELECT u.company_id FROM res_users u WHERE u.id = l.user_id),
                (SELECT MIN(c.id) FROM res_company c WHERE c.active))
            """
        )

    @api.model
    def _sql_interaction_facts(self):
        return SQL(
            """
            SELECT target.commercial_id, company.id, COUNT(*),
                   (MAX(i.date) AT TIME ZONE 'UTC' AT TIME ZONE company.tz)::date
              FROM target
              JOIN crm_customer_interaction i ON i.partner_id = target.partner_id
              JOIN company ON company.id = i.company_id
             GROUP BY target.commercial_id, company.id, company.tz
            """
        )

    @api.model
    def _sql_lifecycle(self):
        """Say ``tools.lifecycle.lifecycle`` in SQL over ``facts``, ``company``."""
        return SQL(
            """
            CASE WHEN facts.order_count = 0 THEN
                CASE WHEN facts.open_lead_count + facts.open_opportunity_count > 0
                     THEN 'lead' ELSE 'prospect' END
            WHEN company.lost_days > 0
             AND company.today - facts.last_order_date >= company.lost_days THEN 'lost'
            WHEN company.dormant_days > 0
             AND company.today - facts.last_order_date >= company.dormant_days
            THEN 'dormant'
            WHEN %(is_key)s OR (company.key_revenue > 0
             AND facts.revenue_12m >= company.key_revenue) THEN 'key_customer'
            ELSE 'customer' END
            """,
            is_key=self._sql_is_key_level(),
        )

    @api.model
    def _sql_is_key_level(self):
        return SQL("COALESCE(level.is_key, FALSE)")

    @api.model
    def _sql_pin(self):
        return SQL("partner.crm_lifecycle_pin")

    @api.model
    def _sql_company(self):
        return SQL(
            """
            SELECT c.id, c.currency_id, currency.decimal_places AS digits,
                   COALESCE(calendar.tz, 'UTC') AS tz,
                   (%(now)s::timestamp AT TIME ZONE 'UTC'
                       AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS today,
                   COALESCE(c.crm_dormant_days, 0) AS dormant_days,
                   COALESCE(c.crm_lost_days, 0) AS lost_days,
                   COALESCE(c.crm_key_revenue, 0) AS key_revenue
              FROM res_company c
              JOIN res_currency currency ON currency.id = c.currency_id
              LEFT JOIN resource_calendar calendar ON calendar.id = c.resource_calendar_id
             WHERE c.active
            """,
            now=fields.Datetime.now(),
        )

    @api.model
    def _sql_fresh(self, scope):
        """Return the CTEs that end in ``fresh``: the rows as they should be.

        :param scope: SQL condition with one ``%s`` for the commercial partner's id
        """
        queries = self._fact_queries()
        ctes = [
            SQL(
                "%s (%s) AS (%s)",
                SQL.identifier(f"fact_{name}"),
                SQL(", ").join(map(SQL.identifier, ["partner_id", "company_id", *columns])),
                query,
            )
            for name, (columns, query) in queries.items()
        ]
        keys = SQL(" UNION ").join(
            SQL("SELECT partner_id, company_id FROM %s", SQL.identifier(f"fact_{name}"))
            for name in queries
        )
        return SQL(
            FRESH,
            company=self._sql_company(),
            scope=scope(SQL.identifier("commercial_partner_id")),
            ctes=SQL(", ").join(ctes),
            columns=SQL(", ").join(self._sql_default(name) for name in self._facts_columns()),
            keys=keys,
            joins=SQL(" ").join(
                SQL(
                    "LEFT JOIN %s USING (partner_id, company_id)",
                    SQL.identifier(f"fact_{name}"),
                )
                for name in queries
            ),
            pin=self._sql_pin(),
            lifecycle=self._sql_lifecycle(),
        )

    @api.model
    def _sql_default(self, name):
        column = SQL.identifier(name)
        if self._fields[name].type in ("integer", "float", "monetary"):
            return SQL("COALESCE(%s, 0) AS %s", column, column)
        return column

    @api.model
    def _refresh_scope(self, scope):
        """Write what changed in ``scope`` in one statement.

        :return: ids of the partners whose row was created, changed or removed
        """
        names = [*self._facts_columns(), "currency_id", "lifecycle_computed", "lifecycle"]
        columns = [SQL.identifier(name) for name in names]
        statement = SQL(
            """
            WITH %(fresh)s,
            kept AS (
                INSERT INTO crm_customer_profile AS profile
                            (partner_id, company_id, %(columns)s)
                SELECT partner_id, company_id, %(columns)s FROM fresh
                 ORDER BY partner_id, company_id
                ON CONFLICT (partner_id, company_id) DO UPDATE SET %(assign)s
                 WHERE (%(old)s) IS DISTINCT FROM (%(new)s)
                RETURNING partner_id),
            gone AS (
                DELETE FROM crm_customer_profile profile
                 WHERE %(scope)s AND NOT EXISTS (
                       SELECT FROM fresh WHERE fresh.partner_id = profile.partner_id
                          AND fresh.company_id = profile.company_id)
                RETURNING partner_id)
            SELECT partner_id FROM kept UNION SELECT partner_id FROM gone
            """,
            fresh=self._sql_fresh(scope),
            scope=scope(SQL.identifier("profile", "partner_id")),
            columns=SQL(", ").join(columns),
            assign=SQL(", ").join(SQL("%s = EXCLUDED.%s", name, name) for name in columns),
            old=SQL(", ").join(SQL("profile.%s", name) for name in columns),
            new=SQL(", ").join(SQL("EXCLUDED.%s", name) for name in columns),
        )
        partner_ids = [row[0] for row in self.env.execute_query(statement)]
        self._invalidate_customers()
        return partner_ids

    @api.model
    def _invalidate_customers(self):
        self.invalidate_model(flush=False)
        partners = self.env["res.partner"]
        partners.invalidate_model([*partners._crm_profile_columns()], flush=False)

    @api.model
    def _commercial_ids(self, partner_ids):
        """Return ``partner_ids`` and the ids of their commercial partners."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT commercial_partner_id FROM res_partner WHERE id = ANY(%s)",
                list(partner_ids),
            )
        )
        return sorted({*partner_ids, *(row[0] for row in rows if row[0])})

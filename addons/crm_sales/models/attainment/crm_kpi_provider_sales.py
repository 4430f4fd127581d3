from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider
from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

# what was granted of what the lines would cost without a discount
DISCOUNT = """
    SELECT span.number, %(key)s,
           100 * (1 - SUM(line.price_subtotal / %(rate)s)
                      / NULLIF(SUM(%(gross)s / %(rate)s), 0)),
           COUNT(DISTINCT placed.id)
      FROM %(documents)s placed
      JOIN res_partner customer ON customer.id = placed.partner_id
      JOIN sale_order_line line ON line.order_id = placed.id AND line.display_type IS NULL
      JOIN (VALUES %(spans)s) span (number, first, last)
        ON placed.date_order >= span.first AND placed.date_order < span.last
           %(join)s
     WHERE %(scope)s
     GROUP BY 1, 2
"""
GROSS = SQL(
    "(CASE WHEN line.discount < 100 THEN line.price_subtotal / (1 - line.discount / 100)::numeric"
    " ELSE line.price_unit * line.product_uom_qty END)"
)
RATE = SQL("COALESCE(NULLIF(placed.currency_rate, 0), 1)::numeric")
# The first answer: a message of a colleague that is no note, an activity that was done, or a
# recorded interaction. Who waits still, waits until now.
RESPONSE = """
    SELECT span.number, %(key)s,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY GREATEST(EXTRACT(EPOCH FROM
               LEAST(COALESCE(answer.moment, %(now)s), %(now)s) - lead.create_date), 0) / 3600),
           COUNT(*)
      FROM %(documents)s lead
      LEFT JOIN res_partner customer ON customer.id = lead.partner_id
      JOIN (VALUES %(spans)s) span (number, first, last)
        ON lead.create_date >= span.first AND lead.create_date < span.last
      LEFT JOIN LATERAL (
           SELECT MIN(message.date) AS moment
             FROM mail_message message
             JOIN res_users author ON author.partner_id = message.author_id
                                  AND author.share IS NOT TRUE
             LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
            WHERE message.model = 'crm.lead' AND message.res_id = lead.id
              AND message.date >= lead.create_date
              AND (message.mail_activity_type_id IS NOT NULL
                   OR message.message_type IN ('comment', 'email', 'email_outgoing')
                      AND subtype.internal IS NOT TRUE)) answer ON TRUE
           %(join)s
     WHERE %(scope)s
     GROUP BY 1, 2
"""


class CrmKpi(models.Model):
    """Discounts granted, and how long a lead waits for the first answer."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        breakdowns = ("company", "team", "user", "segment")
        return super()._kpi_providers() | {
            "discount": KpiProvider(
                self.env._("Discount granted"),
                "sale.order",
                "_provide_discount",
                "_records_of_discount",
                breakdowns=breakdowns,
                empty=None,
            ),
            "lead_response": KpiProvider(
                self.env._("Response time to leads"),
                "crm.lead",
                "_provide_response",
                "_records_of_response",
                breakdowns=breakdowns,
                empty=None,
            ),
        }

    def _provide_discount(self, windows, company, breakdown, keys):
        self.env["sale.order.line"].flush_model()
        return self._provide_moments(
            DISCOUNT, "placed", "sale.order", windows, company, breakdown, keys,
            gross=GROSS, rate=RATE,
        )  # fmt: skip

    def _provide_response(self, windows, company, breakdown, keys):
        self.env["mail.message"].flush_model()
        return self._provide_moments(
            RESPONSE, "lead", "crm.lead", windows, company, breakdown, keys,
            now=self.env.cr.now(),
        )  # fmt: skip

    def _provide_moments(self, query, alias, model, windows, company, breakdown, keys, **more):
        """Run ``query`` over the records of ``model`` that ``self.env`` may read."""
        tz = company._crm_tz()
        spans = [
            (number, *utc_bounds(window, tz)) for number, window in enumerate(windows) if window
        ]
        if not spans:
            return {}
        last = max(window.stop for window in windows if window)
        key, join, scope = self._sql_split(
            breakdown, keys, company, self._get_moment_columns(alias, last)
        )
        first, stop = min(start for _n, start, _stop in spans), max(stop for *_n, stop in spans)
        records = self._get_moment_records(model)._search(
            self._domain_of_moments(model, company, first, stop)
        )
        rows = self.env.execute_query(
            SQL(
                query,
                key=key,
                documents=records.subselect(SQL("%s.*", SQL.identifier(records.table))),
                spans=SQL(", ").join(
                    SQL("(%s::integer, %s::timestamp, %s::timestamp)", *span) for span in spans
                ),
                join=join,
                scope=scope,
                **more,
            )
        )
        return {
            (number, key_id or False): (float(value), count)
            for number, key_id, value, count in rows
            if value is not None and key_id is not None
        }

    def _get_moment_columns(self, alias, day):
        return {
            "user": SQL("%s", SQL.identifier(alias, "user_id")),
            "team": SQL("%s", SQL.identifier(alias, "team_id")),
            "customer": SQL("customer.commercial_partner_id"),
            "day": SQL("%s::date", day),
        }

    def _get_moment_records(self, model):
        # a lead that was lost has been answered or not all the same
        return self.env[model].with_context(active_test=False)

    def _domain_of_moments(self, model, company, first, stop):
        if model == "sale.order":
            return (
                Domain("state", "=", "sale")
                & Domain("company_id", "=", company.id)
                & Domain("date_order", ">=", first)
                & Domain("date_order", "<", stop)
            )
        return (
            Domain("company_id", "in", [company.id, False])
            & Domain("create_date", ">=", first)
            & Domain("create_date", "<", stop)
        )

    def _records_of_discount(self, window, company, breakdown, keys):
        return self._records_of_moments("sale.order", window, company, breakdown, keys)

    def _records_of_response(self, window, company, breakdown, keys):
        return self._records_of_moments("crm.lead", window, company, breakdown, keys)

    def _records_of_moments(self, model, window, company, breakdown, keys):
        bounds = utc_bounds(Period(window.start, window.stop), company._crm_tz())
        paths = {
            "user": "user_id",
            "team": "team_id",
            "customer": "partner_id.commercial_partner_id",
        }
        domain = self._domain_of_split(breakdown, keys, company, window.stop, paths)
        if model == "crm.lead":
            domain &= Domain("active", "in", [True, False])
        return model, self._domain_of_moments(model, company, *bounds) & domain

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .crm_kpi_provider import KpiProvider

# the customer of a step is that of its interaction, of a follow-up the one it stands on
DUE = """
      FROM mail_activity activity
      JOIN res_users owner ON owner.id = activity.user_id
      JOIN (VALUES %(spans)s) span (number, first, last)
        ON activity.date_deadline BETWEEN span.first AND span.last
      LEFT JOIN LATERAL (
           SELECT step.commercial_partner_id AS id FROM crm_customer_interaction step
            WHERE step.activity_id = activity.id
            UNION ALL
           SELECT partner.commercial_partner_id FROM res_partner partner
            WHERE activity.res_model = 'res.partner' AND partner.id = activity.res_id
            LIMIT 1) customer ON TRUE
           %(join)s
     WHERE activity.id IN %(activities)s AND %(scope)s
"""
FOLLOW_UPS = f"""
    SELECT span.number, %(key)s,
           100.0 * COUNT(*) FILTER (WHERE %(on_time)s) / COUNT(*), COUNT(*)
           {DUE}
     GROUP BY 1, 2
"""
ON_TIME = "NOT activity.active AND activity.date_done <= activity.date_deadline"
ACTIVITY_COLUMNS = {
    "user": SQL("activity.user_id"),
    "team": SQL("owner.sale_team_id"),
    "customer": SQL("customer.id"),
    "day": SQL("span.last"),
}
COMPLETENESS = """
    SELECT %(key)s, AVG(100.0 * (%(full)s) / %(parts)s), COUNT(*)
      FROM res_partner customer
      LEFT JOIN res_users owner ON owner.id = customer.user_id
           %(join)s
     WHERE customer.id IN %(customers)s AND %(scope)s
     GROUP BY 1
"""
PATHS = {"user": "user_id", "team": "user_id.sale_team_id", "customer": "id"}
BREAKDOWNS = ("company", "team", "user", "segment")


class CrmKpi(models.Model):
    """Follow-ups on time, and how complete customers are."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "follow_up_on_time": KpiProvider(
                self.env._("Follow-ups done on time"),
                "mail.activity",
                "_provide_follow_ups",
                "_records_of_follow_ups",
                breakdowns=BREAKDOWNS,
                empty=None,
            ),
            "completeness": KpiProvider(
                self.env._("Completeness of customers"),
                "res.partner",
                "_provide_completeness",
                "_records_of_completeness",
                breakdowns=BREAKDOWNS,
                empty=None,
                is_state=True,
            ),
        }

    # follow-ups: what was due in the period, and of it what was done by its day
    def _provide_follow_ups(self, windows, company, breakdown, keys):
        spans = [(number, window) for number, window in enumerate(windows) if window]
        if not spans:
            return {}
        due = self._prepare_follow_ups(spans, company, breakdown, keys)
        rows = self.env.execute_query(SQL(FOLLOW_UPS, on_time=SQL(ON_TIME), **due))
        return {
            (number, key_id or False): (float(share), count)
            for number, key_id, share, count in rows
            if key_id is not None
        }

    def _records_of_follow_ups(self, window, company, breakdown, keys):
        due = self._prepare_follow_ups([(0, window)], company, breakdown, keys)
        rows = self.env.execute_query(SQL(f"SELECT activity.id {DUE}", **due))
        ids = [row[0] for row in rows]
        return "mail.activity", Domain("id", "in", ids) & Domain("active", "in", [True, False])

    def _prepare_follow_ups(self, spans, company, breakdown, keys):
        """Return what ``DUE`` asks for, and the key."""
        domain = Domain.OR(self._domain_of_follow_ups(window, company) for _number, window in spans)
        activities = self._get_activities()._search(domain)
        self.env["res.users"].flush_model(["sale_team_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.env["mail.activity"].flush_model()
        key, join, scope = self._sql_split(breakdown, keys, company, ACTIVITY_COLUMNS)
        rows = [
            SQL("(%s::integer, %s::date, %s::date)", number, window.start, window.stop)
            for number, window in spans
        ]
        return {
            "key": key,
            "join": join,
            "scope": scope,
            "activities": activities.subselect(),
            "spans": SQL(", ").join(rows),
        }

    def _get_activities(self):
        return self.env["mail.activity"].with_context(active_test=False)

    def _domain_of_follow_ups(self, window, company):
        """Automatic follow-ups and next steps that were due; those still open once late."""
        steps = (
            self.env["crm.customer.interaction"]
            .sudo()
            ._search([("activity_id", "!=", False), ("company_id", "=", company.id)])
        )
        # sudo: which activities are steps is known; which ones the reader sees, the search says
        step_ids = steps.subselect(SQL.identifier(steps.table, "activity_id"))
        due = Domain("date_deadline", ">=", window.start) & Domain(
            "date_deadline", "<=", window.stop
        )
        late = Domain("date_deadline", "<=", company._crm_today() - timedelta(days=1))
        own = Domain("crm_is_follow_up", "=", True) & Domain("user_id.company_id", "=", company.id)
        is_step = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN %s", SQL.identifier(alias, "id"), step_ids
            )
        )
        return due & (own | is_step) & (Domain("active", "=", False) | late)

    # completeness: a state, so that its past is in the snapshots alone
    @api.model
    def _kpi_completeness_parts(self):
        """Return what belongs to a complete customer: ``{name: SQL condition on customer}``."""
        return {
            "reach": SQL("customer.phone IS NOT NULL OR customer.email IS NOT NULL"),
            "place": SQL("customer.city IS NOT NULL AND customer.country_id IS NOT NULL"),
            "industry": SQL("customer.industry_id IS NOT NULL"),
            "tax": SQL("customer.vat IS NOT NULL"),
            "level": SQL("customer.crm_level_id IS NOT NULL"),
            "contact": SQL(
                "EXISTS (SELECT FROM res_partner contact"
                " WHERE contact.parent_id = customer.id AND contact.active)"
            ),
        }

    def _provide_completeness(self, windows, company, breakdown, keys):
        wanted = [(number, window) for number, window in enumerate(windows) if window]
        if not wanted:
            return {}
        numbers = [number for number, _window in wanted]
        parts = self._kpi_completeness_parts().values()
        query = self.env["res.partner"]._search(self._domain_of_customers(company))
        self.env["res.partner"].flush_model()
        self.env["res.users"].flush_model(["sale_team_id"])
        key, join, scope = self._sql_split(
            *(breakdown, keys, company), self._get_customer_columns(wanted[-1][1].stop)
        )
        rows = self.env.execute_query(
            SQL(
                COMPLETENESS,
                key=key,
                full=SQL(" + ").join(SQL("(%s)::integer", part) for part in parts),
                parts=len(parts),
                join=join,
                customers=query.subselect(),
                scope=scope,
            )
        )
        return {
            (number, key_id or False): (float(share), count)
            for key_id, share, count in rows
            for number in numbers
            if key_id is not None
        }

    @api.model
    def _get_customer_columns(self, day):
        return {
            "user": SQL("customer.user_id"),
            "team": SQL("owner.sale_team_id"),
            "customer": SQL("customer.id"),
            "day": SQL("%s::date", day),
        }

    def _records_of_completeness(self, window, company, breakdown, keys):
        domain = self._domain_of_split(breakdown, keys, company, window.stop, PATHS)
        return "res.partner", self._domain_of_customers(company) & domain

    def _domain_of_customers(self, company):
        """The customers of ``company``, and those of all companies."""
        return (
            Domain("crm_code", "!=", False)
            & Domain("active", "=", True)
            & Domain("company_id", "in", [False, company.id])
            # whoever is no contact of another
            & (Domain("is_company", "=", True) | Domain("parent_id", "=", False))
        )

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer.models.kpi.crm_kpi_provider import KpiProvider
from odoo.addons.crm_customer.tools.kpi.period import utc_bounds

KEYS = {
    "company": "0",
    "user": "ticket.user_id",
    "team": "owner.sale_team_id",
    "service_team": "ticket.team_id",
}
PATHS = {"user": "user_id", "team": "user_id.sale_team_id", "service_team": "team_id"}
BACKLOG = """
SELECT %(key)s, ticket.team_id, ticket.date_opened
  FROM crm_service_ticket ticket
  LEFT JOIN res_users owner ON owner.id = ticket.user_id
 WHERE ticket.id IN %(tickets)s AND %(scope)s
"""


class CrmKpi(models.Model):
    """How old the open tickets are, and how many complaints come of a thousand orders."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_providers(self):
        return super()._kpi_providers() | {
            "service_backlog_age": KpiProvider(
                self.env._("Age of open tickets"),
                "crm.service.ticket",
                "_provide_backlog_age",
                "_records_of_backlog",
                breakdowns=tuple(KEYS),
                empty=None,
                is_state=True,
            ),
            "service_complaint_rate": KpiProvider(
                self.env._("Complaints per 1,000 orders"),
                "crm.service.ticket",
                "_provide_complaint_rate",
                "_records_of_complaints",
                breakdowns=("company",),
                empty=None,
            ),
        }

    # age of the backlog: a state, so that its past is in the snapshots alone
    def _provide_backlog_age(self, windows, company, breakdown, keys):
        """Average working hours since the opening of each ticket that is open now."""
        numbers = [number for number, window in enumerate(windows) if window]
        ages = self._get_backlog_ages(company, breakdown, keys) if numbers else {}
        return {
            (number, key or False): (sum(hours) / len(hours), len(hours))
            for key, hours in ages.items()
            for number in numbers
            if key is not None
        }

    def _get_backlog_ages(self, company, breakdown, keys):
        """Return ``{key: [working hours]}``."""
        key = SQL(KEYS[breakdown])
        self.env["crm.service.ticket"].flush_model()
        self.env["res.users"].flush_model(["sale_team_id"])
        tickets = self.env["crm.service.ticket"]._search(self._domain_of_backlog(company))
        rows = self.env.execute_query(
            SQL(
                BACKLOG,
                key=key,
                tickets=tickets.subselect(),
                scope=self._sql_keys(key, keys),
            )
        )
        now = fields.Datetime.now()
        stretches = self._get_stretches_of_teams(rows, now)
        count = self.env["crm.service.team"]._count_seconds
        ages = defaultdict(list)
        for key_id, team_id, opened in rows:
            ages[key_id].append(count(stretches[team_id], opened, now) / 3600)
        return ages

    def _get_stretches_of_teams(self, rows, now):
        first = min((opened for _key, _team, opened in rows), default=now)
        # sudo: when a team works is no secret
        teams = self.env["crm.service.team"].sudo().browse({team for _key, team, _opened in rows})
        return {team.id: team._get_stretches(first) for team in teams}

    def _records_of_backlog(self, window, company, breakdown, keys):
        domain = self._domain_of_backlog(company)
        if keys is not None and breakdown != "company":
            domain &= Domain(PATHS[breakdown], "in", list(keys))
        return "crm.service.ticket", domain

    def _domain_of_backlog(self, company):
        return Domain("company_id", "=", company.id) & Domain("is_closed", "=", False)

    # complaints
    def _provide_complaint_rate(self, windows, company, breakdown, keys):
        figures = {}
        for number, window in enumerate(windows):
            orders = window and self._count_orders(window, company)
            if orders:
                domain = self._domain_of_complaints(window, company)
                complaints = self.env["crm.service.ticket"].search_count(domain)
                figures[number, False] = (1000 * complaints / orders, complaints)
        return figures

    def _count_orders(self, window, company):
        start, stop = utc_bounds(window, company._crm_tz())
        # sudo: how many orders there are is no secret, whose and of what is
        return (
            self.env["sale.order"]
            .sudo()
            .search_count(
                Domain("company_id", "=", company.id)
                & Domain("state", "=", "sale")
                & Domain("date_order", ">=", start)
                & Domain("date_order", "<", stop)
            )
        )

    def _records_of_complaints(self, window, company, breakdown, keys):
        return "crm.service.ticket", self._domain_of_complaints(window, company)

    def _domain_of_complaints(self, window, company):
        start, stop = utc_bounds(window, company._crm_tz())
        return (
            Domain("company_id", "=", company.id)
            & Domain("kind", "=", "complaint")
            & Domain("date_opened", ">=", start)
            & Domain("date_opened", "<", stop)
        )

import json

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

from ...tools.pipeline.funnel import OUTCOMES, Stage, entries, outcome, reached

SCOPE = ("company", "start", "stop", "team", "user")
# those that became opportunities in the days that are looked at: none of their stays is earlier
_COHORT = """
WITH places (stage_id, place) AS (VALUES %(places)s),
cohort AS (
    SELECT DISTINCT %(table)s.lead_id FROM %(source)s
     WHERE %(reached)s AND NOT EXISTS (
           SELECT FROM crm_sales_stage_log earlier
            WHERE earlier.lead_id = %(table)s.lead_id AND earlier.merged_id IS NULL
              AND earlier.lead_type = 'opportunity' AND earlier.date_from < %(start)s)
), ways AS (
    SELECT cohort.lead_id,
           max(places.place) FILTER (WHERE stay.lead_type = 'opportunity') AS furthest,
           max(stay.id) FILTER (WHERE stay.date_to IS NULL) AS stay_id,
           max(CASE WHEN stay.lead_type = 'lead' THEN 'archived' ELSE stay.status END)
               FILTER (WHERE stay.date_to IS NULL) AS status
      FROM cohort
      JOIN crm_sales_stage_log stay
        ON stay.lead_id = cohort.lead_id AND stay.merged_id IS NULL
      LEFT JOIN places ON places.stage_id = stay.stage_id
     GROUP BY cohort.lead_id
)
"""
_REACHED = f"""{_COHORT}
SELECT furthest, lead.team_id, ways.status, count(*), sum(COALESCE(lead.expected_revenue, 0))
  FROM ways JOIN crm_lead lead ON lead.id = ways.lead_id
 GROUP BY 1, 2, 3
"""
_REACHED_IDS = f"""{_COHORT}
SELECT stay_id FROM ways JOIN crm_lead lead ON lead.id = ways.lead_id
 WHERE %(condition)s
"""
# an entry is a stay that began elsewhere: one that is won back where it was lost has not entered
_ENTRIES = """
WITH places (stage_id, place) AS (VALUES %(places)s),
entries AS (
    SELECT %(table)s.id, places.place, %(table)s.status, after.place AS after_place,
           after.status AS after_status
      FROM %(source)s
      LEFT JOIN places ON places.stage_id = %(table)s.stage_id
      LEFT JOIN LATERAL (
            SELECT stage_id, lead_type FROM crm_sales_stage_log stay
             WHERE stay.lead_id = %(table)s.lead_id AND stay.merged_id IS NULL
               AND (stay.date_from, stay.id) < (%(table)s.date_from, %(table)s.id)
             ORDER BY stay.date_from DESC, stay.id DESC LIMIT 1) before ON true
      LEFT JOIN LATERAL (
            SELECT CASE WHEN stay.lead_type = 'lead' THEN 'lead' ELSE stay.status END AS status,
                   place
              FROM crm_sales_stage_log stay
              LEFT JOIN places ON places.stage_id = stay.stage_id
             WHERE stay.lead_id = %(table)s.lead_id AND stay.merged_id IS NULL
               AND (stay.date_from, stay.id) > (%(table)s.date_from, %(table)s.id)
             ORDER BY stay.date_from, stay.id LIMIT 1) after ON true
     WHERE %(reached)s AND %(table)s.status IN ('open', 'won')
       AND (before.lead_type IS DISTINCT FROM 'opportunity'
            OR before.stage_id IS DISTINCT FROM %(table)s.stage_id)
)
"""
_ENTRY_GROUPS = f"""{_ENTRIES}
SELECT place, status, after_place, after_status, count(*) FROM entries GROUP BY 1, 2, 3, 4
"""
_ENTRY_IDS = f"""{_ENTRIES}
SELECT id FROM entries
  JOIN (VALUES %(ways)s) way (place, status, after_place, after_status)
    ON (way.place, way.status, way.after_place, way.after_status) IS NOT DISTINCT FROM
       (entries.place, entries.status, entries.after_place, entries.after_status)
"""
_STATUSES = (None, "open", "won", "lost", "archived", "lead")


class CrmSalesStageLog(models.Model):
    """Funnel, conversion, time and velocity, from the stays of opportunities.

    A *scope* says of what: ``{company}`` (id), ``{start, stop}`` (first and last day by the clock
    of the company), ``{team, user}`` (ids of who had it on entry, or None for all).
    """

    _inherit = "crm.sales.stage.log"

    funnel = fields.Char(store=False, search="_search_funnel", help="What is behind a figure.")

    # of what
    @api.model
    def _get_stages(self, scope):
        """Return the stages that are looked at, in their order."""
        # sudo: the stages that there are, are no secret
        stages = self.env["crm.stage"].sudo()
        domain = Domain.TRUE
        if scope["team"]:
            domain = Domain("team_ids", "=", False) | Domain("team_ids", "in", [scope["team"]])
        return stages.search(domain, order="sequence, id")

    @api.model
    def _get_places(self, scope):
        return [Stage(stage.id, frozenset(stage.team_ids.ids)) for stage in self._get_stages(scope)]

    @api.model
    def _domain_of_scope(self, scope, date_field=None):
        """Return the domain of stays of opportunities, those with ``date_field`` in the days."""
        company = self.env["res.company"].browse(scope["company"])
        # sudo: which company is the first is no secret
        first = self.env["res.company"].sudo().search([], order="id", limit=1)
        domain = (
            Domain("company_id", "in", [company.id, *([False] if company == first else [])])
            & Domain("lead_type", "=", "opportunity")
            & Domain("merged_id", "=", False)
        )
        if scope["team"]:
            domain &= Domain("team_id", "=", scope["team"])
        if scope["user"]:
            domain &= Domain("owner_id", "=", scope["user"])
        if date_field:
            start, stop = self._get_bounds(scope)
            domain &= Domain(date_field, ">=", start) & Domain(date_field, "<", stop)
        return domain

    def _get_bounds(self, scope):
        company = self.env["res.company"].browse(scope["company"])
        days = Period(*(fields.Date.to_date(scope[name]) for name in ("start", "stop")))
        return utc_bounds(days, company._crm_tz())

    def _prepare_scope(self, scope):
        """Return what the statements ask for; who reads reaches what the record rules show."""
        self.env.flush_all()
        query = self._search(self._domain_of_scope(scope, "date_from"))
        places = [
            SQL("(%s, %s)", stage.id, place) for place, stage in enumerate(self._get_places(scope))
        ]
        return {
            "table": SQL.identifier(self._table),
            "source": query.from_clause,
            "reached": query.where_clause or SQL("true"),
            "places": SQL(", ").join(places or [SQL("(0, 0)")]),
            "start": self._get_bounds(scope)[0],
        }

    # figures
    @api.model
    def _get_cohort(self, scope):
        """Return ``{(furthest place, team, status): (number, value)}`` of what came in the days."""
        rows = self.env.execute_query(SQL(_REACHED, **self._prepare_scope(scope)))
        return {tuple(row[:3]): (row[3], row[4]) for row in rows}

    @api.model
    def _get_entries(self, scope):
        """Return ``{(place, status, next place, next status): number}`` of entries in the days."""
        rows = self.env.execute_query(SQL(_ENTRY_GROUPS, **self._prepare_scope(scope)))
        return {tuple(row[:4]): row[4] for row in rows}

    @api.model
    def _get_times(self, scope):
        """Return ``{stage id: (stays, average of working days, of days)}`` of those left."""
        domain = self._domain_of_scope(scope, "date_to") & Domain("status", "=", "open")
        rows = self._read_group(domain, ["stage_id"], ["__count", "working_days:avg", "days:avg"])
        return {stage.id: tuple(figures) for stage, *figures in rows}

    @api.model
    def _get_pace(self, scope):
        """Return ``(open at the end, won, average value, lost, days until won)`` of the days."""
        entered = self._domain_of_scope(scope, "date_from")
        decided = {
            status: figures
            for status, *figures in self._read_group(
                entered & Domain("status", "in", ["won", "lost"]),
                ["status"],
                ["__count", "value_from:avg", "age:avg"],
            )
        }
        won, average, cycle = decided.get("won", (0, None, None))
        lost = decided.get("lost", (0,))[0]
        return self.search_count(self._domain_of_open(scope)), won, average, lost, cycle

    @api.model
    def _domain_of_open(self, scope):
        """Return the domain of the stays that lasted at the end of the days."""
        _start, stop = self._get_bounds(scope)
        return (
            self._domain_of_scope(scope)
            & Domain("status", "=", "open")
            & Domain("date_from", "<", stop)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", stop))
        )

    # drilling down
    @api.model
    def _get_funnel_token(self, scope, kind, value=None, stage=None):
        """Return what to search for to find the stays behind a figure.

        :param kind: "reached" (with ``stage``), "status" (``value``), or "entries" (with
            ``stage`` and an outcome as ``value``, or None for all of them)
        """
        values = {
            name: fields.Date.to_string(item) if hasattr(item, "isoformat") else item
            for name, item in scope.items()
        }
        return json.dumps(values | {"kind": kind, "value": value, "stage": stage}, sort_keys=True)

    def _search_funnel(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._domain_of_figure(token) for token in value)

    def _domain_of_figure(self, token):
        scope = self._parse_token(token)
        values = self._prepare_scope(scope)
        if scope["kind"] == "entries":
            ways = self._sql_ways(scope)
            rows = SQL(_ENTRY_IDS, ways=ways, **values) if ways else SQL("SELECT 0")
        else:
            rows = SQL(_REACHED_IDS, condition=self._sql_condition(scope), **values)
        return Domain("id", "in", SQL("(%s)", rows))

    def _sql_condition(self, scope):
        if scope["kind"] == "status":
            return SQL("ways.status = %s", scope["value"])
        place, stage = self._find_place(scope)
        teams = tuple(stage.teams)
        of_team = SQL("lead.team_id IN %s", teams) if teams else SQL("true")
        return SQL("furthest >= %s AND %s", place, of_team)

    def _sql_ways(self, scope):
        """Return the groups of entries that are behind a figure, as rows."""
        asked, _stage = self._find_place(scope)
        places = [None, *range(len(self._get_places(scope)))]
        return SQL(", ").join(
            SQL("(%s::integer, %s::varchar, %s::integer, %s::varchar)", asked, status, after, later)
            for status in ("open", "won")
            for after in places
            for later in _STATUSES
            if scope["value"] in (None, outcome(asked, status, after, later))
        )

    def _find_place(self, scope):
        for place, stage in enumerate(self._get_places(scope)):
            if stage.id == scope["stage"]:
                return place, stage
        raise ValidationError(self.env._("This figure cannot be opened."))

    def _parse_token(self, token):
        """Read a token; it may come from anywhere.

        :raise ValidationError: it says nothing that is known
        """
        refused = ValidationError(self.env._("This figure cannot be opened."))
        try:
            read = json.loads(token)
            scope = {name: read[name] for name in (*SCOPE, "kind", "value", "stage")}
            for name in ("company", "team", "user", "stage"):
                scope[name] = scope[name] and int(scope[name])
            for name in ("start", "stop"):
                scope[name] = fields.Date.to_date(scope[name])
        except (KeyError, TypeError, ValueError) as error:
            raise refused from error
        known = {
            "reached": (None,),
            "status": ("open", "won", "lost", "archived"),
            "entries": (None, *OUTCOMES),
        }
        if scope["value"] not in known.get(scope["kind"], ()) or not (
            scope["company"] and scope["start"] and scope["stop"]
        ):
            raise refused
        return scope

    # for screens and paper
    @api.model
    def _get_funnel(self, scope):
        """Return ``(stages, [(number, value)] reached, [{outcome: number}], groups)``."""
        places = self._get_places(scope)
        groups = self._get_cohort(scope)
        return (
            self._get_stages(scope),
            reached(groups, places),
            entries(self._get_entries(scope), places),
            groups,
        )

from collections import defaultdict
from datetime import timedelta

from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.kpi.period import Period, period_at

from ...tools.attainment.gap import Deal, closing, weighted
from ...tools.attainment.standing import Year, judge

HISTORY = 12
CHUNK = 5000
KEY = ("breakdown", "team_id", "user_id", "category_id", "level_id", "period", "date_start")
FIGURES = (
    *("company_id", "kpi_id", "date_stop", "target", "actual", "has_actual", "record_count"),
    *("attainment", "due", "status", "gap", "is_projected", "projected", "projected_low"),
    *("projected_high", "probability", "pipeline", "closing_count", "closing_amount"),
    *("closing_leads", "date_refreshed"),
)
UPSERT = """
    INSERT INTO crm_sales_attainment (%(columns)s) VALUES %(rows)s
        ON CONFLICT (plan_id, breakdown, COALESCE(team_id, 0), COALESCE(user_id, 0),
                     COALESCE(category_id, 0), COALESCE(level_id, 0), period, date_start)
        DO UPDATE SET %(updates)s
"""
# open deals, with what each share brings
DEALS = """
    SELECT lead.id, COALESCE(share.user_id, lead.user_id),
           CASE WHEN share.id IS NULL THEN lead.team_id ELSE share.team_id END,
           COALESCE(share.percent, 100)::float / 100,
           lead.expected_revenue::float, lead.probability::float / 100, lead.date_deadline
      FROM %(leads)s lead
      LEFT JOIN crm_sales_deal_share share ON share.lead_id = lead.id
"""
# KPIs whose gap a deal closes as one, whatever its revenue
COUNTED = "sales_won"


class CrmSalesAttainment(models.Model):
    """All rows of a plan at once: a few queries, however many persons there are."""

    _inherit = "crm.sales.attainment"

    @api.model
    def _cron_refresh(self):
        """Bring the rows of all plans that count up to date, a plan in a transaction."""
        plans = self.env["crm.sales.plan"].search([("state", "=", "approved")])
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(plans))
        for plan in plans:
            self._refresh(plan)
            if not commit(1):
                break

    @api.model
    def _refresh(self, plan):
        """Write the rows of ``plan`` anew; those of scopes that are gone go.

        The rights are those of ``self.env``: callers ask in sudo, bound to the plan.
        """
        # two at once would write the same rows: the second waits, is tried again, finds them fresh
        self.env.cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", (0x53504C4E, plan.id))
        moment = fields.Datetime.now()
        day = plan.company_id._crm_today()
        targets = self._get_targets(plan)
        spans = self._get_spans(plan, day)
        figures = self._get_figures(plan, targets, spans)
        deals = self._get_deals(plan)
        year = self._get_year(plan, day)
        empty = (plan.kpi_id._get_empty_value(), 0)
        rows = []
        for scope, months in targets.items():
            own = figures.get(scope, {})
            past = self._get_past(plan, year, months, own)
            scope_deals = self._get_scope_deals(scope, deals)
            for kind, places, period in spans:
                row = self._prepare_row(plan, scope, kind, period)
                value, count = own.get(period, empty)
                standing = judge(year, places, months, past, value)
                row |= self._prepare_figures(standing, value, count)
                row |= self._prepare_deals(standing, scope_deals, period, day)
                rows.append(row | {"date_refreshed": moment})
        self._store(plan, rows, moment)

    # what there is
    def _get_targets(self, plan):
        """Return ``{(breakdown, team, user, category, level): twelve targets}``.

        The targets of what does not add up are means.
        """
        lines = self.env["crm.sales.plan.line"].search_fetch(
            [("plan_id", "=", plan.id)],
            ["date", "team_id", "user_id", "category_id", "level_id", "amount"],
        )
        months = {day: number for number, day in enumerate(plan._get_months())}
        teams = plan._get_teams_of_users()
        levels = plan._get_levels() if plan._get_part() is None else [*plan._get_levels(), "part"]
        cells = defaultdict(lambda: [[] for _month in range(12)])
        for line in lines:
            for scope in self._get_scopes(line, levels, teams):
                cells[scope][months[line.date]].append(line.amount)
        is_additive = plan.is_additive
        return {
            scope: [
                round(sum(parts) / (1 if is_additive else max(len(parts), 1)), 2) for parts in own
            ]
            for scope, own in cells.items()
        }

    def _get_scopes(self, line, levels, teams):
        """Yield the scopes for which a cell counts."""
        parts = [(False, False)]
        if "part" in levels and (line.category_id or line.level_id):
            parts.append((line.category_id.id, line.level_id.id))
        for category, level in parts:
            yield "company", False, False, category, level
            if line.team_id and "team" in levels:
                yield "team", line.team_id.id, False, category, level
            if line.user_id and "user" in levels:
                yield "user", teams[line.user_id.id], line.user_id.id, category, level

    def _get_spans(self, plan, day):
        """Return ``[(kind, places of the months, Period)]`` of what has begun by ``day``."""
        setting = plan.company_id._crm_period_setting()
        months = plan._get_months()
        spans = [("year", range(12), Period(plan.date_start, plan.date_stop))]
        quarters = defaultdict(list)
        for place, start in enumerate(months):
            quarters[period_at("quarter", start, setting)].append(place)
            spans.append(("month", range(place, place + 1), period_at("month", start, setting)))
        spans += [
            ("quarter", range(places[0], places[-1] + 1), period)
            for period, places in quarters.items()
            if len(places) == 3
        ]
        return [span for span in spans if span[2].start <= day]

    def _get_figures(self, plan, targets, spans):
        """Return ``{scope: {Period: (value, records)}}``, the year before by months too."""
        setting = plan.company_id._crm_period_setting()
        windows = [period for _kind, _places, period in spans]
        start = plan.date_start
        for _number in range(HISTORY):
            start = period_at("month", start - timedelta(days=1), setting).start
            windows.append(period_at("month", start, setting))
        windows = list(dict.fromkeys(windows))
        found = defaultdict(dict)
        for breakdown in {scope[0] for scope in targets}:
            own = [scope for scope in targets if scope[0] == breakdown]
            for part in {bool(scope[3] or scope[4]) for scope in own}:
                scopes = [scope for scope in own if bool(scope[3] or scope[4]) == part]
                self._add_figures(plan, breakdown, scopes, windows, part, found)
        return found

    def _add_figures(self, plan, breakdown, scopes, windows, part, found):
        place = {"company": None, "team": 1, "user": 2}[breakdown]
        by_key = {}
        for scope in scopes:
            key = scope[place] if place else False
            by_key[key, scope[3] or scope[4] or False] = scope
        keys = list({key for key, _part in by_key})
        args = (windows, plan.company_id, breakdown, keys if place else None)
        kpi = plan.kpi_id
        if part:
            figures = kpi.with_company(plan.company_id)._get_credit(*args, part=plan._get_part())
        else:
            figures = {
                (number, key, False): figure
                for (number, key), figure in kpi._get_figures(*args).items()
            }
        for (number, key, part_id), figure in figures.items():
            if (key, part_id) in by_key:
                found[by_key[key, part_id]][windows[number]] = figure

    def _get_year(self, plan, day):
        """Return the ``Year`` of the plan on ``day``, which is not over yet."""
        months = plan._get_months()
        start = day.replace(day=1)
        place = (start.year - months[0].year) * 12 + start.month - months[0].month
        calendar = self.env["crm.workday"]._compiled(
            plan.company_id, start=start - timedelta(days=1), end=day + timedelta(days=31)
        )
        before = start - timedelta(days=1)
        stop = period_at("month", day).stop
        kpi = plan.kpi_id
        total = calendar.working_days_between(before, stop)
        done = calendar.working_days_between(before, day - timedelta(days=1))
        if not total:  # nobody works in the whole month: all days count
            total, done = (stop - before).days, (day - start).days
        return Year(
            place=place,
            done=done,
            total=total,
            kind=kpi._get_projection_kind() if kpi._is_cumulative() else "level",
            more=kpi.direction == "more",
            tolerance=plan.company_id.crm_kpi_tolerance / 100,
        )

    def _get_past(self, plan, year, targets, own):
        """Return (figure, weight) of the months that are over, from the year before on.

        A month of the year before weighs as the same month of the plan.
        """
        months = plan._get_months()
        over = months[: max(min(year.place, 12), 0)]
        before = [(start.replace(year=start.year - 1), place) for place, start in enumerate(months)]
        past = [*before, *((start, place) for place, start in enumerate(over))]
        return [
            (own.get(period_at("month", start), (0.0, 0))[0] or 0.0, targets[place])
            for start, place in past
        ]

    # the pipeline
    def _get_deals(self, plan):
        """Return ``{breakdown: {id: [(Deal, deadline)]}}`` of the open opportunities."""
        deals = {name: defaultdict(list) for name in ("company", "team", "user")}
        is_counted = plan.kpi_id.code == COUNTED
        if plan.unit != "currency" and not is_counted:
            return deals
        self.env["crm.sales.deal.share"].flush_model()
        leads = self.env["crm.lead"]._search(
            Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("company_id", "in", [False, plan.company_id.id])
        )
        documents = leads.subselect(SQL("%s.*", SQL.identifier(leads.table)))
        self.env["crm.lead"].flush_model()
        rows = self.env.execute_query(SQL(DEALS, leads=documents))
        for lead, user, team, share, revenue, chance, day in rows:
            amount = share * (1.0 if is_counted else revenue or 0.0)
            for breakdown, key in (("company", False), ("team", team), ("user", user)):
                if amount:
                    deals[breakdown][key].append((Deal(lead, amount, chance or 0.0), day))
        return deals

    def _get_scope_deals(self, scope, deals):
        breakdown, team, user, category, level = scope
        if category or level:
            return []
        key = {"team": team, "user": user}.get(breakdown, False)
        return deals[breakdown].get(key, [])

    # rows
    def _prepare_row(self, plan, scope, kind, period):
        breakdown, team, user, category, level = scope
        return {
            "plan_id": plan.id,
            "company_id": plan.company_id.id,
            "kpi_id": plan.kpi_id.id,
            "breakdown": breakdown,
            "team_id": team or None,
            "user_id": user or None,
            "category_id": category or None,
            "level_id": level or None,
            "period": kind,
            "date_start": period.start,
            "date_stop": period.stop,
        }

    def _prepare_figures(self, standing, value, count):
        projection = standing.projection
        return {
            "target": standing.target,
            "actual": value or 0.0,
            "has_actual": value is not None,
            "record_count": count,
            "attainment": standing.attainment,
            "due": standing.due,
            "status": standing.status,
            "gap": standing.gap,
            "is_projected": bool(projection),
            "projected": projection.expected if projection else 0.0,
            "projected_low": projection.low if projection else 0.0,
            "projected_high": projection.high if projection else 0.0,
            "probability": 100 * projection.probability if projection else 0.0,
        }

    def _prepare_deals(self, standing, deals, period, day):
        own = [
            deal
            for deal, deadline in deals
            if period.stop >= day and (not deadline or deadline <= period.stop)
        ]
        chosen = closing(own, standing.gap)
        return {
            "pipeline": weighted(own),
            "closing_count": len({deal.key for deal in chosen}),
            "closing_amount": sum(deal.amount for deal in chosen),
            "closing_leads": Json([deal.key for deal in chosen]),
        }

    def _store(self, plan, rows, moment):
        columns = ("plan_id", *KEY, *FIGURES)
        updates = SQL(", ").join(
            SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name)) for name in FIGURES
        )
        for first in range(0, len(rows), CHUNK):
            values = SQL(", ").join(
                SQL("(%s)", SQL(", ").join(SQL("%s", row[name]) for name in columns))
                for row in rows[first : first + CHUNK]
            )
            self.env.cr.execute(
                SQL(
                    UPSERT,
                    columns=SQL(", ").join(map(SQL.identifier, columns)),
                    rows=values,
                    updates=updates,
                )
            )
        self.env.cr.execute(
            "DELETE FROM crm_sales_attainment WHERE plan_id = %s AND date_refreshed < %s",
            (plan.id, moment),
        )
        self.invalidate_model()

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.kpi.period import utc_bounds

AGGREGATES = {
    "count": "COUNT(*)",
    "rate": "COUNT(*)",
    "ratio": "COUNT(*)",
    "sum": "SUM(%s)",
    "avg": "AVG(%s)",
    "median": "percentile_cont(0.5) WITHIN GROUP (ORDER BY %s)",
    "distinct": "COUNT(DISTINCT %s)",
}
# of no records these are 0, an average is nothing
ZERO = ("count", "sum", "distinct", "rate")
DAYS = {"day": 1, "week": 7, "month": 365.2425 / 12}


class CrmKpi(models.Model):
    """How figures are computed: one grouped query for all windows and persons at once."""

    _inherit = "crm.kpi"

    @api.model
    def _kpi_breakdowns(self):
        """Return for whom a figure can be told: ``{breakdown: (field of goals, path field)}``.

        The field of ``crm.kpi.goal`` holds the key, the field of ``crm.kpi`` the path that
        leads to it from the records. Other rooms extend the dict, and the selection of
        ``crm.kpi.goal.breakdown``; see also ``_domain_of_keys``.
        """
        return {
            "company": (None, None),
            "team": ("team_id", "team_path"),
            "user": ("user_id", "owner_path"),
            "product": ("product_id", "product_path"),
        }

    def _can_break_down(self, breakdown):
        """Whether this KPI knows figures by ``breakdown``."""
        self.ensure_one()
        if self._is_of_kpis():
            return all(
                kpi._can_break_down(breakdown) for kpi in self.numerator_id | self.denominator_id
            )
        if self.measure == "provider":
            return breakdown in self._get_provider().breakdowns
        path_field = self._kpi_breakdowns()[breakdown][1]
        return not path_field or bool(self[path_field])

    # figures
    def _get_figures(self, windows, company, breakdown="company", keys=None):
        """Compute this KPI in every window, for every key of the breakdown, at once.

        The rights are those of ``self.env``: rules hold, except in sudo.

        :param windows: ``Period`` by the days of ``company``; they may overlap
        :param breakdown: a key of ``_kpi_breakdowns``
        :param keys: ids, None for whoever has a record; company: ignored
        :return: ``{(place of the window, id): (value, number of records)}``; the id is
            False for the company. Where there is nothing, there is no item.
        """
        self.ensure_one()
        kpi = self.with_company(company)
        if breakdown == "company":
            keys = None
        if kpi._is_state():
            windows = kpi._blank_past(windows, company)
        if kpi._is_of_kpis():
            parts = [
                part._get_figures(windows, company, breakdown, keys)
                for part in (kpi.numerator_id, kpi.denominator_id)
            ]
            return kpi._divide(*parts)
        if kpi.measure == "provider":
            return kpi._call_provider(windows, company, breakdown, keys)
        figures = kpi._query_figures(kpi._get_domain(), windows, company, breakdown, keys)
        if kpi.measure == "ratio":
            divisor = kpi._get_domain("denominator_domain")
            return kpi._divide(
                figures, kpi._query_figures(divisor, windows, company, breakdown, keys)
            )
        if kpi.measure == "rate":
            return kpi._per_unit(figures, windows, company)
        return figures

    def _blank_past(self, windows, company):
        """A state of long ago is not known any more: None in place of such windows."""
        known = company._crm_today() - timedelta(days=1)
        return [window if window and window.stop >= known else None for window in windows]

    def _get_known(self, windows, company):
        """Return for each window whether its figure can be known at all."""
        self.ensure_one()
        kept = self._blank_past(windows, company) if self._is_state() else windows
        return [window is not None for window in kept]

    def _divide(self, numerators, denominators):
        factor = 100 if self.unit == "percent" else 1
        return {
            place: (factor * (numerators.get(place, (0, 0))[0] or 0) / divisor, count)
            for place, (divisor, count) in denominators.items()
            if divisor
        }

    def _per_unit(self, figures, windows, company):
        lengths = [window and self._get_units(window, company) for window in windows]
        return {
            (number, key): (value / lengths[number], count)
            for (number, key), (value, count) in figures.items()
            if lengths[number]
        }

    def _get_units(self, window, company):
        """Return how many days, weeks, months or working days ``window`` has."""
        if self.rate_unit != "working_day":
            return ((window.stop - window.start).days + 1) / DAYS[self.rate_unit or "day"]
        before = window.start - timedelta(days=1)
        calendar = self.env["crm.workday"]._compiled(company, start=before, end=window.stop)
        return calendar.working_days_between(before, window.stop)

    def _get_empty_value(self):
        """Return the value where there is no record: 0 of a sum, None of an average."""
        self.ensure_one()
        if self.measure == "provider":
            return self._get_provider().empty
        return 0.0 if self.measure in ZERO else None

    # the query
    def _query_figures(self, domain, windows, company, breakdown, keys):
        wanted = [(number, window) for number, window in enumerate(windows) if window]
        if not wanted or self.model_name not in self.env:  # its addon is uninstalled
            return {}
        model = self._get_model().with_company(company)
        spans = [self._to_moments(window, company) for _number, window in wanted]
        query = model._search(
            domain
            & self._domain_of_scope(company, breakdown, keys)
            & self._domain_of_span(min(s for s, _e in spans), max(e for _s, e in spans))
        )
        place, day = self._join_windows(model, query, wanted, spans)
        key = SQL("0")
        if breakdown != "company":
            key = self._sql_key(model, query, company, breakdown, keys, day)
        value, count = self._sql_figures(model, query, company, breakdown, wanted[-1][1].stop)
        query.groupby = SQL("1, 2")
        rows = self.env.execute_query(query.select(place, key, value, count))
        # without a date, one figure stands for all the windows that are left
        numbers = [number for number, _window in wanted]
        return {
            (number, key_id or False): (float(value), count)
            for found, key_id, value, count in rows
            for number in ([found] if self.date_field else numbers)
            if value is not None and key_id is not None
        }

    def _sql_key(self, model, query, company, breakdown, keys, day):
        """Return the id of whom a record counts for; another room may join what says it.

        :param SQL day: the last day of the window
        """
        path = self[self._kpi_breakdowns()[breakdown][1]]
        return model._read_group_groupby(model._table, path, query)

    def _join_windows(self, model, query, wanted, spans):
        """Let a record count in each window that it lies in.

        :return: the window's place and its last day, as SQL
        """
        if len(spans) == 1 or not self.date_field:
            return SQL("%s::integer", wanted[0][0]), SQL("%s::date", wanted[-1][1].stop)
        alias = query.make_alias(model._table, "crm_kpi_window")
        rows = SQL(", ").join(
            SQL("(%s::integer, %s::timestamp, %s::timestamp, %s::date)", *row)
            for row in (
                (number, start, stop, window.stop)
                for (number, window), (start, stop) in zip(wanted, spans, strict=True)
            )
        )
        date = model._field_to_sql(model._table, self.date_field, query)
        condition = SQL(
            "%s >= %s AND %s < %s",
            date,
            SQL.identifier(alias, "column2"),
            date,
            SQL.identifier(alias, "column3"),
        )
        query.add_join("JOIN", alias, SQL("(VALUES %s)", rows), condition)
        return SQL.identifier(alias, "column1"), SQL.identifier(alias, "column4")

    def _sql_figures(self, model, query, company, breakdown, day):
        """Return the aggregate and the number of records behind it."""
        return self._sql_value(model, query, company, day), SQL("COUNT(*)")

    def _sql_value(self, model, query, company, day):
        """Return the aggregate; money in the currency of ``company``."""
        measure = self.measure
        if measure in ("ratio", "rate") and self.measure_field:
            measure = "sum"
        if measure in ("count", "ratio", "rate"):
            return SQL(AGGREGATES[measure])
        value = model._read_group_groupby(model._table, self.measure_field, query)
        if model._fields[self.measure_field.split(".")[0]].type == "monetary":
            value = self._sql_money(model, query, value, company, day)
        return SQL(AGGREGATES[measure], value)

    def _sql_money(self, model, query, value, company, day):
        """Convert by the rate that a record keeps, or else by that of the last day."""
        rate = model._fields.get("currency_rate")
        if rate is not None and rate.store:
            column = model._field_to_sql(model._table, "currency_rate", query)
            return SQL("%s / COALESCE(NULLIF(%s, 0), 1)::numeric", value, column)
        name = model._fields[self.measure_field].get_currency_field(model)
        currencies = (
            self.env["res.currency"].sudo().search([("active", "=", True)])
        )  # sudo: rates are no secret
        if not name or len(currencies) < 2:
            return value
        rates = currencies._get_rates(company, day)
        own = rates.get(company.currency_id.id, 1.0)
        cases = SQL(" ").join(
            SQL("WHEN %s THEN %s", currency_id, own / rate) for currency_id, rate in rates.items()
        )
        column = model._read_group_groupby(model._table, name, query)
        return SQL("%s * (CASE %s %s ELSE 1 END)::numeric", value, column, cases)

    # domains: the same for figures and for the records behind them
    def _to_moments(self, window, company):
        """Return (from, before) of ``window`` as the date field has it."""
        field = self._get_model()._fields.get(self.date_field) if self.date_field else None
        if field is not None and field.type == "datetime":
            return utc_bounds(window, company._crm_tz())
        return window.start, window.stop + timedelta(days=1)

    def _domain_of_span(self, start, stop):
        if not self.date_field:
            return Domain.TRUE
        return Domain(self.date_field, ">=", start) & Domain(self.date_field, "<", stop)

    def _domain_of_scope(self, company, breakdown, keys, day=None):
        domain = Domain.TRUE
        if self.company_path:
            domain &= Domain(self.company_path, "=", company.id)
        if breakdown != "company" and keys is not None:
            domain &= self._domain_of_keys(breakdown, keys, company, day)
        return domain

    def _domain_of_keys(self, breakdown, keys, company, day):
        """Return the domain of the records of these keys.

        :param day: the last day of the window; None when ``_sql_key`` tells them apart
        """
        return Domain(self[self._kpi_breakdowns()[breakdown][1]], "in", list(keys))

    def _get_records(self, window, company, breakdown, keys):
        """Return (model, domain) of exactly the records behind a figure, as the reader.

        Of a ratio those of its numerator; of different values of a relation (customers who
        ordered) what they lead to.
        """
        self.ensure_one()
        if breakdown == "company":
            keys = None
        if self._is_of_kpis():
            return self.numerator_id._get_records(window, company, breakdown, keys)
        if self.measure == "provider":
            return self._get_provider_records(window, company, breakdown, keys)
        domain = self._get_domain()
        domain &= self._domain_of_scope(company, breakdown, keys, window.stop)
        domain &= self._domain_of_span(*self._to_moments(window, company))
        if self.measure == "distinct":
            return self._get_distinct_records(domain)
        return self.model_name, domain

    def _get_distinct_records(self, domain):
        model, path = self._get_model(), self.measure_field
        field = self._get_path_field(path)
        if not field.relational:
            return self.model_name, domain
        query = model._search(domain)
        value = model._read_group_groupby(model._table, path, query)
        rows = self.env.execute_query(query.select(SQL("DISTINCT %s", value)))
        # archived ones count as well
        ids = [row[0] for row in rows if row[0]]
        comodel = self.env[field.comodel_name]
        domain = Domain("id", "in", ids)
        if comodel._active_name:
            domain &= Domain(comodel._active_name, "in", [True, False])
        return field.comodel_name, domain

    def _get_path_field(self, path):
        """Return the last field of ``path``."""
        model = self._get_model()
        *steps, last = path.split(".")
        for name in steps:
            model = self.env[model._fields[name].comodel_name]
        return model._fields[last]

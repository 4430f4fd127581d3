from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.forecast.backtest import Trial, mean_percent_error, naive_forecasts, verdict
from ...tools.forecast.calibration import brier, calibration, skill
from ...tools.forecast.learn import learn
from ...tools.forecast.simulate import ROUNDS, simulate
from ...tools.forecast.span import SEASON, span_at, spans_before
from .crm_sales_forecast_trial import METHODS

LOCK_KEY = 1904_2027  # first key of the advisory lock of a company's model
# past periods that are asked, by their number in a year
TRIALS = {12: 18, 4: 8}
# deals by rounds of the simulation, at most
DRAWS = 2_000_000


class CrmSalesForecastModel(models.Model):
    """The job: learns from the past, asks past periods, and writes what the running one brings."""

    _inherit = "crm.sales.forecast.model"

    @api.model
    def _cron_fit(self):
        """Fit the model of each company that forecasts, a company in a transaction."""
        commit = self.env["ir.cron"]._commit_progress
        companies = self.env["crm.sales.forecast"].search([("state", "=", "open")]).company_id
        commit(remaining=len(companies))
        for company in companies:
            self._fit(company)
            if not commit(1):
                break

    @api.model
    def _fit(self, company):
        """Write the model of ``company`` anew, and what it says of the running period."""
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", LOCK_KEY, company.id))
        kind, today = company.crm_forecast_period, company._crm_today()
        sights = self._get_sights(company, self._get_months(company))
        lesson = learn(sights, today)
        decided = {sight.lead for sight in sights if sight.decided}
        values = {
            "company_id": company.id,
            "kind": kind,
            "date_fitted": fields.Datetime.now(),
            "deal_count": len(decided),
            "is_enough": bool(lesson),
            "base": lesson.model.base if lesson else 0.0,
            "points": self._prepare_points(lesson) if lesson else False,
        }
        values |= self._prepare_trials(company, kind, today, sights)
        model = self.search([("company_id", "=", company.id)])
        if model:
            model.bin_ids.unlink()
            model.trial_ids.unlink()
            model.score_ids.unlink()
            model.write(values)
        else:
            model = self.create(values)
        model._write_outlooks(lesson, sights)
        return model

    def _prepare_points(self, lesson):
        model = lesson.model
        points = [
            [name, value, weight]
            for (name, value), weight in sorted(
                model.points.items(), key=lambda item: (item[0][0], str(item[0][1]))
            )
        ]
        return {"points": points, "factor": model.factor, "shift": model.shift}

    # the past
    def _prepare_trials(self, company, kind, today, sights):
        """Return what the back-test and the calibration say, ready to be written."""
        setting = company._crm_period_setting()
        running = span_at(kind, today, setting)
        season = SEASON[kind]
        spans = spans_before(kind, running, TRIALS[season] + season, setting)
        won = self._get_won(company, spans[0].start)
        came = {span: _sum_won(won, span) for span in spans}
        by_day = _by_day(sights, self._get_months(company))
        asked, outlooks, pairs = {}, {}, []
        for place, span in enumerate(spans):
            if place < season:
                continue
            lesson = learn(sights, span.start)
            if not lesson:
                continue
            open_deals = by_day.get(span.start, [])
            new = _new_business(won, spans[:place], by_day)
            outlooks[span] = self._get_outlook(lesson, open_deals, span, new)
            asked[span] = Trial(outlooks[span].expected, came[span])
            pairs += [
                (lesson.chance_until(sight, span.stop), sight.is_won_until(span.stop))
                for sight in open_deals
            ]
        naive = self._get_naive(spans, came, season)
        for name, said in self._get_rivals(company, spans[season:]).items():
            naive[name] = {span: Trial(amount, came[span]) for span, amount in said.items()}
        return self._prepare_verdict(asked, naive, outlooks, pairs)

    def _get_outlook(self, lesson, open_deals, span, new):
        """Return what the model would have said of a past period on its first day."""
        deals = [(sight.value, lesson.chance_until(sight, span.stop)) for sight in open_deals]
        return simulate(deals, new, rounds=_rounds(deals))

    def _get_naive(self, spans, came, season):
        """Return ``{method: {period: Trial}}`` of what knows nothing of the pipeline."""
        naive = {}
        for place, span in enumerate(spans):
            history = [came[one] for one in spans[:place]]
            if place < season:
                continue
            for name, said in naive_forecasts(history, season).items():
                naive.setdefault(name, {})[span] = Trial(said, came[span])
        return naive

    def _prepare_verdict(self, asked, naive, outlooks, pairs):
        result = verdict(asked, naive)
        best = result.best_naive or ("mean" if naive.get("mean") else "last")
        outcome = {True: "better", False: "worse", None: "unknown"}[result.better]
        inside = [
            span
            for span, trial in asked.items()
            if outlooks[span].low <= trial.came <= outlooks[span].high
        ]
        decided = len({won for _chance, won in pairs}) == 2
        return {
            "verdict": outcome,
            "best_naive": result.best_naive,
            "first_method": "model" if outcome == "better" else best,
            "period_count": result.periods,
            "interval_count": len(inside),
            "brier": brier(pairs) if pairs else 0.0,
            "skill": (skill(pairs) or 0.0) if decided else 0.0,
            "bin_ids": [(0, 0, _prepare_bin(each)) for each in calibration(pairs)],
            "trial_ids": self._prepare_trial_lines({"model": asked} | naive, outlooks),
            "score_ids": self._prepare_scores({"model": asked} | naive, asked),
        }

    def _prepare_trial_lines(self, methods, outlooks):
        order = [name for name, _label in METHODS]
        return [
            (
                0,
                0,
                {
                    "date_start": span.start,
                    "date_stop": span.stop,
                    "sequence": order.index(name),
                    "method": name,
                    "said": trial.said,
                    "low": outlooks[span].low if name == "model" else 0.0,
                    "high": outlooks[span].high if name == "model" else 0.0,
                    "came": trial.came,
                    "error": trial.error,
                    "percent": 100 * trial.error / abs(trial.came) if trial.came else 0.0,
                },
            )
            for name, trials in methods.items()
            for span, trial in trials.items()
        ]

    def _prepare_scores(self, methods, asked):
        """Each method over the periods that the model was asked for; without any over its own."""
        lines = []
        for name, trials in methods.items():
            compared = {span: trial for span, trial in trials.items() if span in asked} or trials
            if not compared:
                continue
            errors = [trial.error for trial in compared.values()]
            lines.append(
                {
                    "method": name,
                    "period_count": len(compared),
                    "error": sum(errors) / len(errors),
                    "percent": mean_percent_error(compared.values()) or 0.0,
                    "is_compared": bool(asked) and asked.keys() <= trials.keys(),
                }
            )
        lines.sort(key=lambda line: (not line["is_compared"], line["error"]))
        return [(0, 0, line | {"sequence": place}) for place, line in enumerate(lines)]

    # the running period
    def _write_outlooks(self, lesson, sights):
        """Write what model and simple method say of the running periods, by team and company."""
        company, today = self.company_id, self.company_id._crm_today()
        forecasts = self.env["crm.sales.forecast"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("date_start", "<=", today),
                ("date_stop", ">=", today),
            ]
        )
        for forecast in forecasts:
            self._write_outlook(forecast, lesson, today, sights)

    def _write_outlook(self, forecast, lesson, today, sights):
        setting, kind = self.company_id._crm_period_setting(), forecast.kind
        span = forecast._get_span()
        before = spans_before(kind, span, SEASON[kind], setting)
        won = self._get_won(self.company_id, before[0].start)
        by_day = _by_day(sights, self._get_months(self.company_id))
        board = forecast._get_board()
        open_deals = self._get_open_deals(lesson, today)
        left = ((span.stop - today).days + 1) / ((span.stop - span.start).days + 1)
        for line in forecast.line_ids.filtered(
            lambda line: line.breakdown != "user" and not line.is_locked
        ):
            team = line.team_id.id
            own_won = [deal for deal in won if not team or deal[3] == team]
            history = [_sum_won(own_won, one) for one in before]
            naive = naive_forecasts(history, SEASON[kind])
            values = {
                "naive_method": self.first_method if self.first_method in naive else "last",
                "date_model": fields.Datetime.now(),
                "has_model": bool(lesson),
            }
            values["naive_amount"] = naive.get(values["naive_method"], 0.0)
            if lesson:
                deals = [
                    (sight.value * share, lesson.chance_until(sight, span.stop))
                    for sight, parts in open_deals
                    for place, share in parts
                    if not team or place == team
                ]
                new = [amount * left for amount in _new_business(own_won, before, by_day)]
                closed = board.get((team, False), {}).get("amount_closed", 0.0)
                told = simulate(deals, new, closed, rounds=_rounds(deals))
                values |= {
                    "model_expected": told.expected,
                    "model_low": told.low,
                    "model_high": told.high,
                }
            line.write(values)

    def _get_open_deals(self, lesson, today):
        """Return ``[(Sight, [(team, share)])]`` of what is open today."""
        if not lesson:
            return []
        leads = self.env["crm.lead"].search(
            [
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("company_id", "in", [self.company_id.id, False]),
            ]
        )
        shares = {}
        for share in self.env["crm.sales.deal.share"].search([("lead_id", "in", leads.ids)]):
            shares.setdefault(share.lead_id.id, []).append((share.team_id.id, share.percent / 100))
        teams = {lead.id: lead.team_id.id for lead in leads}
        return [
            (sight, shares.get(sight.lead) or [(teams.get(sight.lead), 1.0)])
            for sight in self._get_sights(self.company_id, [today], leads.ids)
        ]


def _prepare_bin(each):
    return {
        "low": each.low,
        "high": each.high,
        "count": each.count,
        "promised": each.promised,
        "won": each.won,
        "won_low": each.won_low,
        "won_high": each.won_high,
        "holds": each.holds,
    }


def _sum_won(won, span):
    return sum(value for _lead, day, value, _team in won if span.start <= day <= span.stop)


def _by_day(sights, days):
    """Return ``{day: [Sight]}``; days of which nothing can be known are not there."""
    found = {day: [] for day in days}
    for sight in sights:
        found[sight.day].append(sight)
    return found


def _new_business(won, spans, by_day):
    """Return what each period brought of deals that were not open on its first day."""
    brought = []
    for span in spans:
        if span.start not in by_day:
            continue
        known = {sight.lead for sight in by_day[span.start]}
        brought.append(_sum_won([deal for deal in won if deal[0] not in known], span))
    return brought


def _rounds(deals):
    return max(400, min(ROUNDS, DRAWS // max(len(deals), 1)))

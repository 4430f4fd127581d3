from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.pipeline.bars import funnel_bars, waterfall_bars
from ..tools.pipeline.funnel import by_status, conversions, share, velocity
from ..tools.pipeline.waterfall import SIGNS

PUSHED_SHOWN = 10


class CrmSalesPipelineReview(models.TransientModel):
    """The figures of a pipeline review, for the screen and for paper, read as who looks."""

    _inherit = "crm.sales.pipeline.review"

    @api.model
    def get_page(self, filters=None):
        """Return all that the screen shows.

        :param filters: see ``_from_filters``
        """
        review = self._from_filters(filters)
        return review._prepare_page() | {
            "filters": review._to_filters(),
            "options": review._prepare_options(),
        }

    def _prepare_page(self):
        return {
            "title": self._get_title(),
            "currency_id": self.company_id.currency_id.id,
            "waterfall": self._prepare_waterfall(),
            "funnel": self._prepare_funnel(),
            "pace": self._prepare_pace(),
            "pushed": self._prepare_pushed(),
        }

    def _get_title(self):
        return " – ".join(format_date(self.env, day) for day in (self.date_start, self.date_stop))

    def _prepare_options(self):
        """Return what can be chosen: of teams and persons those whose pipeline one may read."""
        described = {
            name: self._fields[name]._description_selection(self.env)
            for name in ("period", "window")
        }
        rows = self.env["crm.sales.pipeline.snapshot"]
        domain = Domain("company_id", "=", self.company_id.id) & Domain("date_to", "=", False)
        return described | {
            # sudo: the names of those whose figures one sees
            name: [
                (record.id, record.sudo().display_name)
                for (record,) in rows._read_group(domain, [field])
                if record
            ]
            for name, field in (("team", "team_id"), ("user", "owner_id"))
        }

    # waterfall
    @api.model
    def _get_labels(self):
        """Return ``{movement: (label, what it means)}``."""
        return self._get_gain_labels() | self._get_loss_labels()

    def _get_gain_labels(self):
        return {
            "new": (
                self.env._("New"),
                self.env._("Not there at the beginning"),
            ),
            "reopened": (
                self.env._("Reopened"),
                self.env._("Was won, lost or archived at the beginning"),
            ),
            "moved_in": (
                self.env._("Taken Over"),
                self.env._("Was in the hands of others"),
            ),
            "pulled_in": (
                self.env._("Pulled In"),
                self.env._("Was to close later, or had no date"),
            ),
            "slipped_in": (
                self.env._("Slipped In"),
                self.env._("Was to close earlier"),
            ),
            "up": (
                self.env._("Raised"),
                self.env._("Expected to bring more"),
            ),
        }

    def _get_loss_labels(self):
        return {
            "down": (
                self.env._("Lowered"),
                self.env._("Expected to bring less"),
            ),
            "pushed_out": (
                self.env._("Pushed Out"),
                self.env._("Is to close later, or has no date"),
            ),
            "pulled_out": (
                self.env._("Pulled Ahead"),
                self.env._("Is to close earlier"),
            ),
            "moved_out": (
                self.env._("Handed Over"),
                self.env._("Is in the hands of others"),
            ),
            "lost": (
                self.env._("Lost"),
                self.env._("As much as was expected at the beginning"),
            ),
            "removed": (
                self.env._("Removed"),
                self.env._("Archived, merged, deleted or of another company"),
            ),
            "won": (
                self.env._("Won"),
                self.env._("As much as it was won for"),
            ),
        }

    def _prepare_waterfall(self):
        story = self._get_story()
        if not story:
            return {"rows": [], "notes": [self._get_no_days_note()]}
        snapshots = self.env["crm.sales.pipeline.snapshot"]
        sums, counts = snapshots._get_waterfall(story)
        bars, labels = waterfall_bars(sums), self._get_labels()
        for name in ("opening", "closing"):
            day = format_date(self.env, story[name])
            labels[name] = (self.env._("Open on %(date)s", date=day), self.env._("End of the day"))
        return {
            "rows": [
                {
                    "key": name,
                    "label": labels[name][0],
                    "help": labels[name][1],
                    "sign": SIGNS.get(name, 0),
                    "amount": float(sums[name]),
                    "count": counts[name],
                    "start": bars[name][0],
                    "stop": bars[name][1],
                }
                for name in ("opening", *SIGNS, "closing")
                if counts[name] or name not in SIGNS
            ],
            "notes": self._get_notes(story),
        }

    def _get_no_days_note(self):
        first = self.env["crm.sales.pipeline.day"]._get_first(self.company_id)
        if not first:
            return self.env._(
                "No snapshot of the pipeline was taken yet. A job does so each night."
            )
        return self.env._(
            "Of these days fewer than two are known: snapshots began on %(date)s, and the next "
            "one is taken each night.",
            date=format_date(self.env, first.date),
        )

    def _get_notes(self, story):
        """Say where the days that are shown are not those that were asked for."""
        notes = []
        asked = self.date_start - timedelta(days=1)
        if story["opening"] > asked:
            notes.append(
                self.env._(
                    "Snapshots began on %(date)s; before that nothing is known.",
                    date=format_date(self.env, story["opening"]),
                )
            )
        elif story["opening"] < asked:
            notes.append(self._get_gap_note(asked, story["opening"]))
        last = min(self.date_stop, self.company_id._crm_today() - timedelta(days=1))
        if story["closing"] < last:
            notes.append(self._get_gap_note(last, story["closing"]))
        late = self.env["crm.sales.pipeline.day"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date", "in", [story["opening"], story["closing"]]),
                ("state", "=", "late"),
            ]
        )
        notes.extend(
            self.env._(
                "The snapshot of %(date)s was taken late: the first hours after it are in it.",
                date=format_date(self.env, day.date),
            )
            for day in late
        )
        return notes

    def _get_gap_note(self, asked, shown):
        return self.env._(
            "The pipeline of %(asked)s is not known; %(shown)s is the last known day before.",
            asked=format_date(self.env, asked),
            shown=format_date(self.env, shown),
        )

    # funnel
    def _prepare_funnel(self):
        log, scope = self.env["crm.sales.stage.log"], self._get_scope()
        stages, reached, entered, groups = log._get_funnel(scope)
        times = log._get_times(scope)
        rows = [
            {
                "id": stage.id,
                "name": stage.name,
                "number": number,
                "value": value,
                "entries": sum(outcomes.values()),
                "is_won": stage.is_won,
                **outcomes,
                "time": self._prepare_time(times.get(stage.id)),
            }
            for stage, (number, value), outcomes in zip(stages, reached, entered, strict=True)
            if number or any(outcomes.values()) or stage.id in times
        ]
        numbers = [row["number"] for row in rows]
        for row, width, part in zip(rows, funnel_bars(numbers), conversions(numbers), strict=True):
            row |= {
                "width": width,
                "conversion": part,
                # from a won stage there is no way on
                "on_share": None if row["is_won"] else share(row["on"], row["entries"]),
            }
        statuses = by_status(groups)
        return {
            "rows": rows,
            "statuses": [
                {"key": key, "label": label, "number": statuses.get(key, (0, 0))[0]}
                for key, label in log._fields["status"]._description_selection(self.env)
            ],
            "total": sum(number for number, _value in statuses.values()),
        }

    def _prepare_time(self, figures):
        number, working, days = figures or (0, None, None)
        return {"number": number, "working": working, "days": days}

    def _prepare_pace(self):
        log = self.env["crm.sales.stage.log"]
        number, won, average, lost, cycle = log._get_pace(self._get_scope())
        rate = share(won, won + lost)
        return {
            "open": number,
            "won": won,
            "lost": lost,
            "average": average,
            "win_rate": rate,
            "cycle": cycle,
            "velocity": velocity(number, average, rate, cycle),
        }

    # pushed
    def _domain_of_pushes(self):
        log, scope = self.env["crm.sales.stage.log"], self._get_scope()
        start, stop = log._get_bounds(scope)
        domain = (
            Domain("company_id", "in", [self.company_id.id, False])
            & Domain("kind", "=", "pushed")
            & Domain("merged_id", "=", False)
            & Domain("date", ">=", start)
            & Domain("date", "<", stop)
        )
        if self.team_id:
            domain &= Domain("team_id", "=", self.team_id.id)
        if self.user_id:
            domain &= Domain("owner_id", "=", self.user_id.id)
        return domain

    def _prepare_pushed(self):
        """Return the figures and the opportunities that were pushed, those worth most first."""
        log = self.env["crm.sales.pipeline.push"]
        readable = Domain("id", "in", log._search(self._domain_of_pushes()))
        # sudo: of what one may read; names are for those who may open opportunities at all
        pushes = log.sudo()
        [(number, leads, days)] = pushes._read_group(
            readable, [], ["__count", "lead_id:count_distinct", "days:avg"]
        )
        rows = pushes._read_group(
            readable,
            ["lead_id"],
            ["__count", "days:sum", "value:max"],
            order="value:max DESC, lead_id",
            limit=PUSHED_SHOWN,
        )
        return {
            "number": number,
            "opportunities": leads,
            "months": pushes.search_count(readable & Domain("months", ">", 0)),
            "days": days if number else None,
            "rows": [self._prepare_push(*row[:3]) for row in rows if row[0]],
        }

    def _prepare_push(self, lead, times, days):
        closing, today = lead.date_deadline, self.company_id._crm_today()
        return {
            "id": lead.id,
            "name": lead.name if self._knows_names() else self.env._("Opportunity"),
            "owner": lead.user_id.name or "",
            "value": lead.expected_revenue,
            "times": times,
            "days": days,
            "closing": format_date(self.env, closing) if closing else "–",
            "is_overdue": bool(closing and lead.won_status == "pending" and closing < today),
        }

    def _knows_names(self):
        log = self.env["crm.sales.pipeline.push"]
        return log._has_field_access(log._fields["lead_id"], "read")

import csv
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache
from odoo.tools.misc import file_open

from ...tools.work_calendar import (
    Attendance,
    Spec,
    WorkCalendarError,
    compile_calendar,
)

WORKDAY_FOLDER = "crm_customer/data/workdays"
PUBLISHED_YEARS = {"CN": (2024, 2025, 2026)}


class CrmWorkday(models.Model):
    """A day on which the week does not count: a public holiday, or a make-up working day."""

    _name = "crm.workday"
    _description = "Working Day Exception"
    _inherit = "crm.cached.mixin"
    _order = "date desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    date = fields.Date(required=True)
    kind = fields.Selection(
        [("holiday", "Public Holiday"), ("working", "Make-Up Working Day")],
        required=True,
        default="holiday",
        help="Public holiday: nobody works. Make-up working day: worked although it is a "
        "weekend, with the hours of the first working day of the week.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Only for these working hours; empty: for all of the company.",
    )

    _date_uniq = models.UniqueIndex(
        "(company_id, COALESCE(calendar_id, 0), date)",
        "This day is already entered for these working hours.",
    )
    _date_idx = models.Index("(date DESC, id)")

    # the compiled calendar
    @api.model
    def _compiled(self, company, calendar=None, start=None, end=None, hours=False):
        """Return the ``WorkCalendar`` of a company, from a cache.

        :param calendar: ``resource.calendar``, by default the company's
        :param start: first day, by default 1 January of last year; widened to whole years
        :param end: last day, by default 31 December of the year after next
        :param hours: seconds will be asked for
        :raise UserError: ``hours`` of working hours that are empty or flexible
        """
        this_year = fields.Date.context_today(self).year
        calendar = calendar or company.resource_calendar_id
        # sudo: when people work is no secret, and it must not depend on the reader
        workdays = self.sudo()
        try:
            return workdays._compile_cached(
                company.id,
                calendar.id,
                date(start.year if start else this_year - 1, 1, 1),
                date(end.year if end else this_year + 2, 12, 31),
                hours,
                workdays._get_stamp(company, calendar),
            )
        except WorkCalendarError as error:
            raise UserError(
                self.env._(
                    "%(calendar)s has no fixed working hours, so hours cannot be counted. "
                    "Choose working hours with a schedule.",
                    calendar=calendar.display_name or company.display_name,
                )
            ) from error

    def _get_stamp(self, company, calendar):
        """Return what changes whenever anything that the calendar is made of changes.

        It is part of the cache's key, so that a write on the host's calendars and leaves
        has to clear no cache. Our own days clear it too: two writes of one transaction
        leave the same date.
        """
        stamps = []
        for records, domain in (
            (self, self._domain_exceptions(company, calendar)),
            (calendar.leave_ids.browse(), self._domain_leaves(company, calendar)),
            (calendar.attendance_ids.browse(), Domain("calendar_id", "=", calendar.id)),
            (calendar.browse(), Domain("id", "=", calendar.id)),
        ):
            measures = ["__count", "id:max", "write_date:max"]
            stamps += records._read_group(domain, [], measures)
        return tuple(stamps)

    @ormcache("company_id", "calendar_id", "start", "end", "hours", "stamp")
    def _compile_cached(self, company_id, calendar_id, start, end, hours, stamp):
        spec = self._prepare_spec(
            self.env["res.company"].browse(company_id),
            self.env["resource.calendar"].browse(calendar_id),
            start,
            end,
        )
        return compile_calendar(spec, start, end, hours)

    def _prepare_spec(self, company, calendar, start, end):
        """Read what the pure engine compiles: plain values only."""
        span = Domain("date", ">=", start) & Domain("date", "<=", end)
        days = self.search(self._domain_exceptions(company, calendar) & span)
        # those of the calendar come last and win
        days = days.sorted(lambda day: bool(day.calendar_id))
        leaves = self.env["resource.calendar.leaves"].search(
            self._domain_leaves(company, calendar)
            & Domain("date_to", ">=", start - timedelta(days=1))
            & Domain("date_from", "<=", end + timedelta(days=2))
        )
        return Spec(
            tz=calendar.tz or company.partner_id.tz or "UTC",
            attendances=self._prepare_attendances(calendar),
            leaves=tuple((leave.date_from, leave.date_to) for leave in leaves),
            exceptions={day.date: day.kind for day in days},
        )

    def _prepare_attendances(self, calendar):
        if calendar.flexible_hours:
            return ()
        return tuple(
            Attendance(
                int(slot.dayofweek),
                round(slot.hour_from * 3600),
                round(slot.hour_to * 3600),
                int(slot.week_type) if calendar.two_weeks_calendar else None,
            )
            for slot in calendar.attendance_ids
            if not slot.display_type and slot.day_period != "lunch"
        )

    def _domain_exceptions(self, company, calendar):
        return Domain("company_id", "=", company.id) & Domain(
            "calendar_id", "in", [False, calendar.id]
        )

    def _domain_leaves(self, company, calendar):
        """The host's public holidays: leaves of no resource in particular."""
        return (
            Domain("resource_id", "=", False)
            & Domain("time_type", "=", "leave")
            & Domain("calendar_id", "in", [False, calendar.id])
            & Domain("company_id", "in", [False, company.id])
        )

    # loading
    @api.model
    def _get_published_years(self):
        """Return the shipped years as ``[(key, country code, year)]``, newest first."""
        return sorted(
            (
                (f"{country.lower()}_{year}", country, year)
                for country, years in PUBLISHED_YEARS.items()
                for year in years
            ),
            reverse=True,
        )

    @api.model
    def _load_published(self, key, company, calendar=None):
        """Enter the shipped days of ``key`` ("cn_2026"); return (created, updated)."""
        with file_open(f"{WORKDAY_FOLDER}/{key}.csv") as file:
            rows = list(csv.DictReader(file))
        counts = self._load_days(rows, company, calendar)
        if "zh_CN" in dict(self.env["res.lang"].get_installed()):
            self._translate_days(rows, company, calendar)
        return counts

    def _translate_days(self, rows, company, calendar):
        """Give the loaded days the names by which they are known in the country."""
        names = {fields.Date.to_date(row["date"]): row["name_zh_CN"] for row in rows}
        for day in self._get_days(names, company, calendar):
            day.update_field_translations("name", {"zh_CN": names[day.date]})

    @api.model
    def _load_days(self, rows, company, calendar=None):
        """Enter or correct days; ``rows`` hold date, kind and name.

        :return: (created, updated); rows that change nothing count in neither
        """
        # the source language, in which the names are written
        workdays = self.with_context(lang="en_US")
        dates = [fields.Date.to_date(row["date"]) for row in rows]
        known = {day.date: day for day in workdays._get_days(dates, company, calendar)}
        to_create, updated = [], 0
        for day_date, row in zip(dates, rows, strict=True):
            values = {"kind": row["kind"], "name": row["name"]}
            day = known.get(day_date)
            if not day:
                to_create.append(
                    values
                    | {
                        "date": day_date,
                        "company_id": company.id,
                        "calendar_id": calendar.id if calendar else False,
                    }
                )
            elif any(day[name] != value for name, value in values.items()):
                day.write(values)
                updated += 1
        workdays.create(to_create)
        return len(to_create), updated

    def _notify_loaded(self, created, updated):
        """Return the action that says what was loaded, and shows it."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(created)s days entered, %(updated)s corrected.",
                    created=created,
                    updated=updated,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _load_for_china(self):
        """Enter the shipped years for the companies in China that have no days yet."""
        in_china = [("partner_id.country_id.code", "=", "CN")]
        companies = self.env["res.company"].search(in_china)
        for company in companies:
            if not self.search_count([("company_id", "=", company.id)], limit=1):
                for key, code, _year in self._get_published_years():
                    if code == "CN":
                        self._load_published(key, company)

    def _get_days(self, dates, company, calendar):
        return self.search(
            Domain("company_id", "=", company.id)
            & Domain("calendar_id", "=", calendar.id if calendar else False)
            & Domain("date", "in", list(dates))
        )

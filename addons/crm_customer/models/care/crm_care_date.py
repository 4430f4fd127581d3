from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.care.recurrence import Recurrence, day_exists, next_occurrence
from ...tools.care.written import Written, parse, written_text
from .crm_care_occasion import CALENDARS, ENTERED, SOLAR

BATCH = 1000
# so many days at once somebody enters by hand
BY_HAND = 20
PLANNED_BY = {"partner_id", "occasion_id", "calendar", "month", "day", "is_leap", "year"}


class CrmCareDate(models.Model):
    """A day of a contact that comes back every year."""

    _name = "crm.care.date"
    _description = "Care Date"
    _order = "next_date, id"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, index=True, ondelete="cascade"
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer", store=True, index=True
    )
    user_id = fields.Many2one(related="commercial_partner_id.user_id", string="Owner")
    occasion_id = fields.Many2one(
        "crm.care.occasion",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("kind", "in", ENTERED)],
        default=lambda self: self._default_occasion_id(),
    )
    note = fields.Char(help="For example what they like.")

    # the day
    text = fields.Char(
        "Date",
        compute="_compute_text",
        readonly=False,
        help="With or without the year: 1985-03-12, 3-12, 3月12日. Lunar: lunar 8-15, "
        "农历八月十五, 闰六月初五.",
    )
    calendar = fields.Selection(CALENDARS, required=True, default=SOLAR)
    month = fields.Integer(required=True, aggregator=None)
    day = fields.Integer(required=True, aggregator=None)
    is_leap = fields.Boolean("Leap Month")
    year = fields.Integer(aggregator=None, help="0 when it is not known.")

    # when it comes next
    next_date = fields.Date(
        "Next On", compute="_compute_next", store=True, help="The day on which it is kept next."
    )
    next_year = fields.Integer(compute="_compute_next", store=True, aggregator=None)
    years = fields.Integer(
        compute="_compute_years",
        aggregator=None,
        help="How many years it will be next time; 0 when the year is not known.",
    )

    _partner_occasion_uniq = models.UniqueIndex(
        "(partner_id, occasion_id)", "This contact has a day of this occasion already."
    )
    _next_idx = models.Index("(next_date, id)")

    def _default_occasion_id(self):
        return self.env.ref("crm_customer.crm_care_occasion_birthday", raise_if_not_found=False)

    # computed
    @api.depends("partner_id", "occasion_id")
    def _compute_display_name(self):
        for care_date in self:
            names = (care_date.partner_id.name, care_date.occasion_id.name)
            care_date.display_name = " · ".join(filter(None, names))

    @api.depends("calendar", "month", "day", "is_leap", "year")
    @api.depends_context("lang")
    def _compute_text(self):
        chinese = (self.env.lang or "").startswith("zh")
        for care_date in self:
            written = care_date._get_written()
            care_date.text = written_text(written, chinese) if written.month else False

    @api.depends("calendar", "month", "day", "is_leap")
    def _compute_next(self):
        # a day stays "next" until it is over everywhere on earth
        first = fields.Date.today() - timedelta(days=1)
        for care_date in self:
            calendar, month, day, leap, _year = care_date._get_written()
            found = None
            if day_exists(calendar, month, day, leap):
                found = next_occurrence(Recurrence(calendar, month, day, leap), first)
            care_date.next_date = found.date if found else False
            care_date.next_year = found.year if found else 0

    @api.depends("year", "next_year")
    def _compute_years(self):
        for care_date in self:
            known = care_date.year and care_date.next_year
            care_date.years = max(0, care_date.next_year - care_date.year) if known else 0

    # checks
    @api.constrains("calendar", "month", "day", "is_leap", "year")
    def _check_day(self):
        for care_date in self:
            if not day_exists(*care_date._get_written()):
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(date)s is a day that does not exist.",
                        name=care_date.display_name,
                        date=f"{care_date.year or ''} {care_date.month}-{care_date.day}".strip(),
                    )
                )

    @api.constrains("year")
    def _check_year(self):
        this_year = fields.Date.context_today(self).year
        for care_date in self:
            if care_date.year > this_year:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(date)s is in the future. Leave out the year if you do "
                        "not know it.",
                        name=care_date.display_name,
                        date=care_date.text,
                    )
                )

    @api.constrains("occasion_id")
    def _check_occasion(self):
        for care_date in self:
            if care_date.occasion_id.kind not in ENTERED:
                raise ValidationError(
                    self.env._(
                        "%(name)s is not a day of one contact.", name=care_date.occasion_id.name
                    )
                )

    @api.onchange("text")
    def _onchange_text(self):
        if self.text:
            self.update(self._parse(self.text))

    # writing
    @api.model_create_multi
    def create(self, vals_list):
        care_dates = super().create([self._with_parts(vals) for vals in vals_list])
        care_dates._plan_entered()
        return care_dates

    def write(self, vals):
        vals = self._with_parts(vals)
        moved = not PLANNED_BY.isdisjoint(vals)
        before = (self.occasion_id, self.commercial_partner_id) if moved else ()
        result = super().write(vals)
        if "partner_id" in vals:
            # the host checks rules before a write: nobody gives a day to whom he may not edit
            self.check_access("write")
        if moved:
            self._plan_entered(*before)
        return result

    def unlink(self):
        before = (self.occasion_id, self.commercial_partner_id, len(self))
        result = super().unlink()
        self.browse()._plan_entered(*before)
        return result

    def _plan_entered(self, occasions=None, customers=None, count=0):
        """Plan the rules of a few days anew; many at once, as of a file, wait for the daily run.

        :param occasions: further occasions, those of before a change
        :param customers: further customers, those of before a change
        """
        context = self.env.context
        if context.get("crm_care_later") or context.get("install_mode"):
            return
        if not 0 < max(len(self), count) <= BY_HAND:
            return
        occasions = self.occasion_id | (occasions or self.env["crm.care.occasion"])
        customers = self.commercial_partner_id | (customers or self.env["res.partner"])
        self.env["crm.care.rule"]._plan_entered(occasions, customers.exists())

    @api.model
    def _with_parts(self, vals):
        """Replace the day as it is written by its parts."""
        vals = dict(vals)
        text = vals.pop("text", None)
        return vals | self._parse(text) if text else vals

    @api.model
    def _parse(self, value):
        """Return the parts of a day as it is written, or of a ``date``, as values.

        :raise ValidationError: it cannot be read
        """
        try:
            calendar, month, day, leap, year = parse(value)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%(text)s” is no date that exists. Write for example 1985-03-12, 3-12, "
                    "lunar 8-15 or 农历八月十五.",
                    text=value,
                )
            ) from error
        return {
            "calendar": calendar,
            "month": month,
            "day": day,
            "is_leap": leap,
            "year": year or 0,
        }

    def _get_written(self):
        return Written(self.calendar, self.month, self.day, self.is_leap, self.year or None)

    # the passing of days
    @api.model
    def _roll_passed(self, limit=BATCH):
        """Move days that have passed to the next year; return how many, at most ``limit``."""
        before = fields.Date.today() - timedelta(days=1)
        passed = self.search([("next_date", "<", before)], limit=limit)
        for name in ("next_date", "next_year"):
            self.env.add_to_compute(self._fields[name], passed)
        self.env.flush_all()
        return len(passed)

    def action_open_contact(self):
        self.ensure_one()
        return self.partner_id._get_records_action()

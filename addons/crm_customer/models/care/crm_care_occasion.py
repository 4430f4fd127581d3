from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.care.recurrence import (
    LUNAR,
    SOLAR,
    Recurrence,
    day_exists,
    next_occurrence,
    occurrences,
)

CALENDARS = [(SOLAR, "Solar"), (LUNAR, "Lunar")]
PERSONAL, FIRST_ORDER, SINCE, FESTIVAL = "personal", "first_order", "since", "festival"
# what people enter a day of
ENTERED = (PERSONAL, SINCE)


class CrmCareOccasion(models.Model):
    """What customers are greeted for: a day of their own, an anniversary, a festival."""

    _name = "crm.care.occasion"
    _description = "Care Occasion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="By which imports and other systems call it, for example birthday.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer(default=0)
    kind = fields.Selection(
        [
            (PERSONAL, "Contact's Own Day"),
            (FIRST_ORDER, "Anniversary of the First Order"),
            (SINCE, "Anniversary as Customer"),
            (FESTIVAL, "Festival"),
        ],
        required=True,
        default=PERSONAL,
        help="Contact's own day: entered for each contact, like a birthday. Anniversary of "
        "the first order: counted from the orders. Anniversary as customer: from the date "
        "entered on the customer, else from the first order. Festival: the same day for all.",
    )
    date_count = fields.Integer("Dates", compute="_compute_date_count")

    # when a festival is
    calendar = fields.Selection(CALENDARS, required=True, default=SOLAR)
    month = fields.Integer(default=1)
    day = fields.Integer(default=1)
    day_shift = fields.Integer(
        "Days Moved",
        default=0,
        help="Days added to the date; -1 is the day before, for example New Year's Eve.",
    )
    next_date = fields.Date(
        "Next On", compute="_compute_next_date", help="On which day it is celebrated next."
    )

    _code_uniq = models.UniqueIndex("(lower(code))", "Another care occasion has this code.")
    _shift_small = models.Constraint(
        "CHECK(day_shift BETWEEN -31 AND 31)", "A festival moves by 31 days at most."
    )

    def _compute_date_count(self):
        groups = self.env["crm.care.date"]._read_group(
            [("occasion_id", "in", self.ids)], ["occasion_id"], ["__count"]
        )
        counts = {occasion.id: count for occasion, count in groups}
        for occasion in self:
            occasion.date_count = counts.get(occasion.id, 0)

    @api.depends("kind", "calendar", "month", "day", "day_shift")
    def _compute_next_date(self):
        today = fields.Date.context_today(self)
        for occasion in self:
            occasion.next_date = False
            if occasion.kind == FESTIVAL and occasion._has_day():
                found = next_occurrence(occasion._recurrence(), today)
                occasion.next_date = found.date if found else False

    @api.constrains("kind", "calendar", "month", "day")
    def _check_day(self):
        for occasion in self:
            if occasion.kind == FESTIVAL and not occasion._has_day():
                raise ValidationError(
                    self.env._(
                        "%(name)s: there is no day %(day)s in month %(month)s.",
                        name=occasion.name,
                        day=occasion.day,
                        month=occasion.month,
                    )
                )

    @api.constrains("kind")
    def _check_kind(self):
        for occasion in self:
            if occasion.kind not in ENTERED and occasion.sudo().date_count:
                raise ValidationError(
                    self.env._(
                        "Contacts have their own day of %(name)s; it cannot be of another kind.",
                        name=occasion.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: days of customers that one does not see count too
        for occasion in self.sudo():
            if occasion.date_count or self.env["crm.care.act"].sudo().search_count(
                [("occasion_id", "=", occasion.id)], limit=1
            ):
                raise UserError(
                    self.env._("%(name)s is in use. Archive it instead.", name=occasion.name)
                )

    @api.model
    def _by_code(self, code):
        """Return the occasion of ``code`` of which contacts have a day of their own.

        :raise ValueError: there is none
        """
        occasion = self.search([("code", "=ilike", code), ("kind", "in", ENTERED)], limit=1)
        if not occasion:
            raise ValueError(f"no care occasion {code!r}")
        return occasion

    def _has_day(self):
        return day_exists(self.calendar, self.month, self.day)

    def _recurrence(self):
        return Recurrence(self.calendar, self.month, self.day, shift=self.day_shift)

    def _occurrences(self, first, last):
        """Return each ``Occurrence`` of a festival from ``first`` to ``last``."""
        return occurrences(self._recurrence(), first, last)

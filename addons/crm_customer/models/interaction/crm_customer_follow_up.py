import logging
from datetime import datetime, time, timedelta

import pytz
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.follow_up import free_slots, open_days

_logger = logging.getLogger(__name__)

# one worker at a time for one owner, whichever it is
LOCK_KEY = 0x43524D46
# a person's follow-ups are planned for so many working days; the rest waits
HORIZON = 20


class CrmCustomerFollowUp(models.AbstractModel):
    """Plans follow-ups of customers that nobody contacted for the days of their level."""

    _name = "crm.customer.follow.up"
    _description = "Customer Follow-Ups"

    @api.model
    def _cron_schedule_follow_ups(self):
        """Plan for one owner after the other, each in a transaction of his own.

        Stopped and started again, or run twice at once, it doubles nothing: an owner is
        locked, and a customer has at most one open follow-up by a unique index.
        """
        owner_ids = self._get_owner_ids()
        remaining = len(owner_ids)
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        for owner in self.env["res.users"].browse(owner_ids):
            if self._lock_owner(owner):
                self._move_of_absent(owner)
                self._schedule_for_owner(owner)
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break

    def _get_owner_ids(self):
        """Return who owns customers of a level with follow-ups, or has an open one."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT users.id
                  FROM res_users users
                 WHERE users.active AND (EXISTS (
                       SELECT FROM res_partner customer
                         JOIN crm_customer_level level ON level.id = customer.crm_level_id
                        WHERE customer.user_id = users.id AND customer.active
                          AND customer.crm_code IS NOT NULL
                          AND level.active AND level.follow_up_days > 0)
                    OR EXISTS (
                       SELECT FROM mail_activity activity
                        WHERE activity.user_id = users.id
                          AND activity.crm_is_follow_up AND activity.active))
                 ORDER BY users.id
                """
            )
        )
        return [row[0] for row in rows]

    def _lock_owner(self, owner):
        """Whether this transaction may plan for ``owner``; another one may be at it."""
        query = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_KEY, owner.id)
        return self.env.execute_query(query)[0][0]

    # planning
    def _schedule_for_owner(self, owner):
        """Plan a follow-up of each waiting customer of ``owner``, the longest first.

        :return: the new ``mail.activity``
        """
        company = owner.company_id
        slots = self._get_free_slots(owner, self._get_today(owner) + timedelta(days=1))
        waiting = self._get_waiting(owner, len(slots))
        values = [
            self._prepare_follow_up(partner_id, owner, day, days)
            for (partner_id, days), day in zip(waiting, slots, strict=False)
        ]
        activities = self.env["mail.activity"].with_company(company)
        try:
            with self.env.cr.savepoint():
                # no notification for each: they stand in the owner's list of activities
                return activities.with_context(mail_activity_quick_update=True).create(values)
        except UniqueViolation:
            _logger.info("Follow-ups of user %s are planned by another worker.", owner.id)
            return activities

    def _get_waiting(self, owner, limit):
        """Return (partner id, days without contact) of ``owner``, the most overdue first.

        A customer never contacted waits since it was created. Whoever has any open
        activity on the customer, or plans to visit it, is at it already.
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT customer.id, waiting.days
                  FROM res_partner customer
                  JOIN crm_customer_level level ON level.id = customer.crm_level_id
                  LEFT JOIN crm_customer_profile profile
                    ON profile.partner_id = customer.id
                   AND profile.company_id = COALESCE(customer.company_id, %(company)s)
                  CROSS JOIN LATERAL (SELECT %(today)s - COALESCE(
                        profile.last_contact_date, customer.create_date::date) AS days
                  ) waiting
                 WHERE customer.user_id = %(owner)s AND customer.active
                   AND customer.crm_code IS NOT NULL
                   AND customer.id = customer.commercial_partner_id
                   AND level.active AND level.follow_up_days > 0
                   AND waiting.days >= level.follow_up_days
                   AND NOT EXISTS (
                       SELECT FROM crm_customer_interaction interaction
                        WHERE interaction.commercial_partner_id = customer.id
                          AND interaction.is_contact
                          AND interaction.date::date > %(today)s - level.follow_up_days)
                   AND NOT EXISTS (
                       SELECT FROM mail_activity activity
                        WHERE activity.res_model = 'res.partner'
                          AND activity.res_id = customer.id AND activity.active)
                   AND NOT EXISTS (
                       SELECT FROM crm_visit visit
                        WHERE visit.commercial_partner_id = customer.id
                          AND visit.state IN ('planned', 'on_site'))
                 ORDER BY waiting.days - level.follow_up_days DESC, customer.id
                 LIMIT %(limit)s
                """,
                company=owner.company_id.id,
                today=self._get_today(owner),
                owner=owner.id,
                limit=limit,
            )
        )

    def _prepare_follow_up(self, partner_id, owner, day, days):
        localised = self.with_context(lang=owner.lang)
        return {
            "activity_type_id": self.env.ref("crm_customer.mail_activity_type_follow_up").id,
            "automated": True,
            "crm_is_follow_up": True,
            "date_deadline": day,
            "res_id": partner_id,
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "summary": localised._silence_text(days),
            "user_id": owner.id,
        }

    @api.model
    def _silence_text(self, days):
        """Say for how many ``days`` nobody had contact."""
        if days == 1:
            return self.env._("No contact for 1 day")
        return self.env._("No contact for %(days)s days", days=days)

    def _get_free_slots(self, owner, start):
        """Return a day for each follow-up that ``owner`` can still take, earliest first."""
        company = owner.company_id
        calendar = self.env["crm.workday"]._compiled(company)
        days = open_days(start, HORIZON, self._get_absences(owner), calendar)
        taken = self.env["mail.activity"]._read_group(
            Domain("user_id", "=", owner.id)
            & Domain("crm_is_follow_up", "=", True)
            & Domain("date_deadline", "in", days),
            ["date_deadline:day"],
            ["__count"],
        )
        counts = {fields.Date.to_date(day): count for day, count in taken}
        return free_slots(days, counts, company.crm_follow_up_daily_max)

    # absences
    def _move_of_absent(self, owner):
        """Move the follow-ups that fall into an absence of ``owner``.

        After a short absence they wait for the first working day; during a long one the
        team leader gets them, with a note.
        """
        absences = self._get_absences(owner)
        today = self._get_today(owner)
        due = self._get_due_in(owner, absences, today)
        if not due:
            return
        slots = self._get_free_slots(owner, today)
        patience = timedelta(days=owner.company_id.crm_follow_up_absence_days)
        leader = owner.sale_team_id.user_id - owner
        to_leader = due.browse()
        for activity, day in zip(due, slots, strict=False):
            if leader and day - max(activity.date_deadline, today) > patience:
                to_leader += activity
            else:
                activity.date_deadline = day
        if to_leader:
            self._hand_to_leader(to_leader, leader, today)

    def _get_due_in(self, owner, absences, today):
        """Return the open follow-ups of ``owner`` that fall due while he is away."""
        domain = Domain("user_id", "=", owner.id) & Domain("crm_is_follow_up", "=", True)
        spans = []
        for first, last in absences:
            span = Domain("date_deadline", "<=", last)
            if first > today:  # what is overdue waits too when he is away today
                span &= Domain("date_deadline", ">=", first)
            spans.append(span)
        return self.env["mail.activity"].search(
            domain & Domain.OR(spans), order="date_deadline, id"
        )

    def _hand_to_leader(self, activities, leader, today):
        slots = self._get_free_slots(leader, today)
        for activity, day in zip(activities, slots, strict=False):
            owner = activity.user_id
            note = self.with_context(lang=leader.lang).env._(
                "Taken over from %(owner)s, who is absent.", owner=owner.name
            )
            activity.with_context(mail_activity_quick_update=True).write(
                {"user_id": leader.id, "date_deadline": day, "note": note}
            )

    def _get_absences(self, owner):
        """Return the absences of ``owner`` from today on, as (first day, last day)."""
        zone = pytz.timezone(owner.tz or owner.company_id.resource_calendar_id.tz or "UTC")
        since = datetime.combine(self._get_today(owner), time.min) - timedelta(days=1)
        leaves = self.env["resource.calendar.leaves"].search(
            Domain("resource_id.user_id", "=", owner.id)
            & Domain("time_type", "=", "leave")
            & Domain("date_to", ">=", since),
            order="date_from",
        )
        return [
            (self._get_day(leave.date_from, zone), self._get_day(leave.date_to, zone))
            for leave in leaves
        ]

    def _get_day(self, moment, zone):
        return pytz.utc.localize(moment).astimezone(zone).date()

    def _get_today(self, owner):
        return fields.Date.context_today(self.with_context(tz=owner.tz))

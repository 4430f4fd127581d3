from odoo import fields, models
from odoo.fields import Domain

CALENDAR = "calendar.action_calendar_event"
AHEAD_DAYS = 7


class CrmToday(models.AbstractModel):
    """What stands in the user's calendar."""

    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block("meetings", self.env._("Meetings Today"), "due", 30, "fa-calendar"),
            self._today_block(
                "calendar_ahead",
                self.env._("Calendar of the Next Days"),
                "next",
                20,
                "fa-calendar-o",
            ),
        ]

    def _today_meetings(self):
        """Today's meetings but for visits, which have a block of their own."""
        today = self._get_day()
        domain = self._get_meeting_domain(today, today)
        own_visits = Domain("user_id", "=", self.env.uid)
        return self._get_meetings(domain & ~Domain("crm_visit_ids", "any", own_visits))

    def _today_calendar_ahead(self):
        return self._get_meetings(
            self._get_meeting_domain(self._get_day(1), self._get_day(AHEAD_DAYS))
        )

    def _get_meeting_domain(self, first, last):
        """Return the domain of meetings from day to day that the user did not decline."""
        start, end = self._get_span(first, last)
        partner = self.env.user.partner_id
        timed = Domain("allday", "=", False) & Domain("start", "<", end)
        timed &= Domain("stop", ">", start) | Domain("start", ">=", start)
        whole = Domain("allday", "=", True) & Domain("start_date", "<=", last)
        whole &= Domain("stop_date", ">=", first)
        declined = Domain("partner_id", "=", partner.id) & Domain("state", "=", "declined")
        return (
            (Domain("partner_ids", "in", partner.id) | Domain("user_id", "=", self.env.uid))
            & ~Domain("attendee_ids", "any", declined)
            & (timed | whole)
        )

    def _get_meetings(self, domain):
        return self._today_search(
            "calendar.event", domain, "start, id", self._prepare_meeting, CALENDAR
        )

    def _prepare_meeting(self, meeting):
        is_over = not meeting.allday and meeting.stop < fields.Datetime.now()
        date = meeting.start_date if meeting.allday else meeting.start
        has_guests = any(partner.partner_share for partner in meeting.partner_ids)
        log = self._today_log_act()
        return {
            "subtitle": meeting.location or "",
            "date": date,
            "state": "done" if is_over else self._get_meeting_state(date),
            "badge": self.env._("Over") if is_over else "",
            "icon": "fa-map-marker" if meeting.crm_visit_ids else "fa-calendar",
            "acts": [log] if has_guests else [],
        }

    def _get_meeting_state(self, date):
        # what began before today goes on today, and is not late
        state = self._get_state(date)
        return "today" if state == "late" else state

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.fields import Domain


class CrmServiceTeam(models.Model):
    """After how many working days a ticket that waits for its customer is closed."""

    _inherit = "crm.service.team"

    warn_days = fields.Integer(
        "Warn After",
        help="Working days without a word of the customer in a stage that closes by itself; "
        "0: tickets never close by themselves.",
    )
    close_days = fields.Integer("Close After", default=3, help="Working days after the warning.")
    warn_template_id = fields.Many2one(
        "mail.template",
        "Warning Mail",
        domain="[('model', '=', 'crm.service.ticket')]",
        ondelete="restrict",
        help="Empty: the one that comes with the service.",
    )
    close_template_id = fields.Many2one(
        "mail.template",
        "Closing Mail",
        domain="[('model', '=', 'crm.service.ticket')]",
        ondelete="restrict",
        help="Empty: the one that comes with the service.",
    )

    _days_valid = models.Constraint(
        "CHECK(warn_days >= 0 AND close_days >= 1)",
        "A ticket is closed one working day after the warning, or later.",
    )

    def _get_mail(self, kind):
        """Return the template of a ``kind``, warn or close."""
        own = self[f"{kind}_template_id"]
        return own or self.env.ref(f"crm_service.mail_template_ticket_{kind}")

    def _get_autoclose(self):
        """Return ``[(method of the tickets, Domain)]`` of what is due today."""
        waiting = (
            Domain("team_id", "=", self.id)
            & Domain("is_waiting", "=", True)
            & Domain("date_waiting", "!=", False)
        )
        since, warned = (self._get_past_day(days) for days in (self.warn_days, self.close_days))
        return [
            ("_autoclose_end", waiting & Domain("date_warned", "<", warned)),
            (
                "_autoclose_warn",
                waiting & Domain("date_waiting", "<", since) & Domain("date_warned", "=", False),
            ),
        ]

    def _get_past_day(self, count):
        """Return when the ``count``-th working day before today ended, in naive UTC.

        So a ticket that waits since Monday is warned on Thursday, after 2 working days.
        """
        calendar = self.resource_calendar_id or self.company_id.resource_calendar_id
        zone = ZoneInfo(calendar.tz or "UTC")
        today = fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()
        days = self.env["crm.workday"]._compiled(self.company_id, calendar)
        first = days.add_working_days(today, -count)
        local = datetime.combine(first, time.min, zone)
        return local.astimezone(UTC).replace(tzinfo=None)

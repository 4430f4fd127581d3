from odoo import models
from odoo.fields import Command

# the host tells attendees of every change; the visitor knows, the customer is not invited
QUIET = {
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
}


class CrmVisit(models.Model):
    """A planned visit is a meeting in the host's calendar; the one follows the other."""

    _inherit = "crm.visit"

    def _sync_event(self):
        """Let the meeting of each visit say what the visit says.

        sudo: the meeting is the visit's own; who may write the visit was checked.
        """
        visits = self.sudo()
        lacking = visits.browse()
        for visit in visits:
            if visit.event_id:
                visit._update_event()
            elif visit.state == "planned":
                lacking += visit
        values = [visit._prepare_event_values() for visit in lacking]
        events = lacking.env["calendar.event"].with_context(**QUIET).create(values)
        for visit, event in zip(lacking, events, strict=True):
            visit.event_id = event

    def _update_event(self):
        """Write only what differs, so that the two do not write each other for ever."""
        self.ensure_one()
        event = self.event_id.with_context(**QUIET)
        values = self._prepare_event_values()
        # once it began, the calendar keeps what was planned
        names = {"active", "name"} if self.state in ("on_site", "done") else values.keys()
        changed = {
            name: values[name]
            for name in names
            if name in values and self._differs(event, name, values[name])
        }
        if "user_id" in changed:
            former = event.user_id.partner_id
            changed["partner_ids"] = [Command.unlink(former.id), *values["partner_ids"]]
        if changed:
            event.write(changed)

    def _differs(self, event, name, value):
        if name in ("activity_ids", "partner_ids"):
            return False  # who else was invited stays so
        return event._fields[name].convert_to_write(event[name], event) != value

    def _prepare_event_values(self):
        """Return the values of the ``calendar.event`` of a visit.

        The customer is not invited: that would send a mail. The meeting hangs on the
        contact instead, where the timeline finds it.
        """
        self.ensure_one()
        customer = self.partner_id
        return {
            "active": self.state not in ("cancelled", "missed"),
            "name": self._get_event_name(),
            "start": self.date_start,
            "stop": self.date_stop,
            "user_id": self.user_id.id,
            "partner_ids": [Command.link(self.user_id.partner_id.id)],
            "location": self._get_address(", "),
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": customer.id,
            # truthy and empty: the host makes no activity of its own beside the meeting
            "activity_ids": [Command.clear()],
        }

    def _get_address(self, separator):
        """Return the customer's address; our own country needs no saying."""
        customer = self.partner_id
        layout, parts = customer._prepare_display_address(without_company=True)
        if customer.country_id == self.company_id.country_id:
            parts["country_name"] = ""
        lines = [line.strip(" ,") for line in (layout % parts).splitlines()]
        return separator.join(filter(None, lines))

    def _get_event_name(self):
        visit = self.with_context(lang=self.user_id.lang)
        title = visit.env._("Visit: %(customer)s", customer=visit.partner_id.display_name)
        return " · ".join(filter(None, (title, visit.name)))

    def _follow_event(self):
        """Take over when the meeting was moved, removed or brought back in the calendar."""
        for visit in self:
            event = visit.event_id
            if not event.active and visit.state == "planned":
                visit._close("cancelled", "meeting_deleted")
            elif event.active and visit.state in ("cancelled", "missed"):
                visit.action_reopen()
            if visit.state == "planned":
                visit._follow_event_time()

    def _follow_event_time(self):
        event = self.event_id
        minutes = round((event.stop - event.start).total_seconds() / 60)
        values = {
            "date_start": event.start,
            "duration_planned": min(max(minutes, 1), 1440),
        }
        changed = {name: value for name, value in values.items() if self[name] != value}
        if changed:
            self.write(changed)

    def _crm_erase_records(self, _pseudonym):
        """Take what was said about a person out of visits; called in sudo by an erasure.

        Meetings with the person alone go: their name and place say who it was.
        """
        alone = self.filtered(lambda visit: not visit.partner_id.is_company)
        planned = alone.filtered(lambda visit: visit.state == "planned")
        events = alone.event_id
        planned.write({"state": "cancelled", "reason": "other"})
        alone.write({"event_id": False})
        events.exists().unlink()
        self.write({"name": False, "reason_note": False, "position_reason": False})

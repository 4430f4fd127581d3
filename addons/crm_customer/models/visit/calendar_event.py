from odoo import fields, models

FOLLOWED = {"active", "allday", "duration", "start", "start_date", "stop", "stop_date"}


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    crm_visit_ids = fields.One2many(
        "crm.visit", "event_id", "Visits", groups="crm_customer.group_customer_own"
    )

    def write(self, vals):
        """Let a planned visit follow its meeting."""
        follows = FOLLOWED & vals.keys()
        result = super().write(vals)
        if follows:
            self._crm_get_visits()._follow_event()
        return result

    def unlink(self):
        """Cancel the planned visits of meetings that are deleted."""
        planned = self._crm_get_visits().filtered(lambda visit: visit.state == "planned")
        if planned:
            planned.write({"state": "cancelled", "reason": "meeting_deleted", "event_id": False})
        return super().unlink()

    def _crm_get_visits(self):
        # sudo: whom the host lets move a meeting, moves the visit; he need not know visits
        return self.env["crm.visit"].sudo().search([("event_id", "in", self.ids)])

    def action_crm_log_interaction(self):
        """Record the meeting of a visit as the visit that it is."""
        visit = self.crm_visit_ids[:1]
        if visit and not self.crm_interaction_ids:
            return visit.action_log_done()
        return super().action_crm_log_interaction()

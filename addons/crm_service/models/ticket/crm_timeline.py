from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.timeline import TimelineSource


class CrmTimeline(models.AbstractModel):
    """Tickets in the timeline of their customer: when they came, and when they were closed."""

    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        return super()._get_kinds() | {
            "ticket": self._kind(self.env._("Tickets"), "fa-life-ring", "warning")
        }

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "ticket": self._ticket_source("date_opened", Domain.TRUE),
            "ticket_closed": self._ticket_source("date_closed", Domain("is_closed", "=", True)),
        }

    def _ticket_source(self, date, filter_domain):
        is_closing = date == "date_closed"
        return TimelineSource(
            model="crm.service.ticket",
            date=date,
            kinds=("ticket",),
            domain=lambda scope: filter_domain & Domain("partner_id", "in", scope.partner_ids),
            entry=lambda values: self._prepare_ticket_entry(values, is_closing),
            fields=("display_name", "user_id", "stage_id", "cause_id"),
        )

    def _prepare_ticket_entry(self, values, is_closing):
        badge = self.env._("Ticket closed") if is_closing else self.env._("New ticket")
        return {
            "title": values.get("display_name"),
            "text": self._name_of(values, "cause_id" if is_closing else "stage_id"),
            "author": self._name_of(values, "user_id"),
            "badge": badge,
        }

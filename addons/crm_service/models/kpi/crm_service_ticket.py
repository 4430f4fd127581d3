from odoo import api, fields, models

from ...tools.figures import read_figures

HOUR = 3600


class CrmServiceTicket(models.Model):
    """What is counted of a ticket: how long it took, in how many answers."""

    _inherit = "crm.service.ticket"

    # floats of whole seconds: an hour is 3,600 of them
    first_response_hours = fields.Float(
        "First Response (h)",
        readonly=True,
        copy=False,
        default=0.0,
        aggregator="avg",
        help="Working hours from the opening to the first answer.",
    )
    resolution_hours = fields.Float(
        "Resolution (h)",
        readonly=True,
        copy=False,
        default=0.0,
        aggregator="avg",
        help="Working hours from the opening to the last closing, without waiting.",
    )
    response_count = fields.Integer("Responses", readonly=True, copy=False, default=0)
    is_first_contact = fields.Boolean(
        "Solved at First Contact",
        compute="_compute_is_first_contact",
        search="_search_is_first_contact",
        help="Closed with one answer at most, and not opened again.",
    )

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {
            "first_response_hours",
            "resolution_hours",
            "response_count",
        }

    @api.depends("is_closed", "response_count", "reopen_count")
    def _compute_is_first_contact(self):
        for ticket in self:
            ticket.is_first_contact = (
                ticket.is_closed and ticket.response_count <= 1 and not ticket.reopen_count
            )

    def _search_is_first_contact(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("is_closed", "=", True),
            ("response_count", "<=", 1),
            ("reopen_count", "=", 0),
        ]

    @api.model_create_multi
    def create(self, vals_list):
        """Tickets of the past bring their answers and their end."""
        tickets = super().create(vals_list)
        tickets.filtered(lambda ticket: ticket.date_closed or ticket.date_first_response)._count()
        return tickets

    def _log_event(self, kind, message=None):
        events = super()._log_event(kind, message)
        if kind in ("stage", "response"):
            self._count()
        return events

    def _count(self):
        """Write what the log says of these tickets."""
        # sudo: these figures are the system's
        for ticket in self.sudo():
            log = ticket._get_log()
            figures = read_figures(log, ticket._get_calendars(log))
            counted = {
                "first_response_hours": (figures.first_response or 0) / HOUR,
                "resolution_hours": (figures.resolution or 0) / HOUR,
                "response_count": sum(entry.kind == "response" for entry in log),
            }
            ticket.write({name: counted[name] for name in counted if ticket[name] != counted[name]})

    def _is_closed_before(self, moment):
        """Say whether the ticket was closed by ``moment`` and is so still."""
        return bool(self.is_closed and self.date_closed and self.date_closed < moment)

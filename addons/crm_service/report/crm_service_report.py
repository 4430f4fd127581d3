from odoo import api, models


class ReportServiceReport(models.AbstractModel):
    """The service report of a customer; everything is read as who prints."""

    _name = "report.crm_service.report_service"
    _description = "Service Report on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        reports = self.env["crm.service.report"].browse(docids)
        return {
            "doc_model": "crm.service.report",
            "docs": reports,
            "figures": {report.id: self._prepare_figures(report) for report in reports},
            "groups": {report.id: self._prepare_groups(report) for report in reports},
        }

    def _prepare_figures(self, report):
        """Return the figures of the head: of the period, but what is open at its end."""
        start, stop = report._get_bounds()
        tickets = report.ticket_ids
        closed = tickets.filtered(lambda ticket: ticket._is_closed_before(stop))
        answered = tickets.filtered(
            lambda ticket: ticket.date_first_response and start <= ticket.date_first_response < stop
        )
        return {
            "opened": len(tickets.filtered(lambda ticket: ticket.date_opened >= start)),
            "closed": len(closed),
            "open": len(tickets - closed),
            "first_response": self._average(answered.mapped("first_response_hours")),
            "resolution": self._average(closed.mapped("resolution_hours")),
            "sla": self._get_sla(tickets.clock_ids, start, stop),
        }

    def _average(self, hours):
        return sum(hours) / len(hours) if hours else None

    def _get_sla(self, clocks, start, stop):
        """Return (deadlines kept, deadlines) of those in the period that are decided."""
        due = clocks.filtered(
            lambda clock: (
                clock.deadline
                and start <= clock.deadline < stop
                and (clock.is_breached or clock.state in ("met", "missed"))
            )
        )
        return len(due.filtered(lambda clock: not clock.is_breached)), len(due)

    def _prepare_groups(self, report):
        """Return ``[(kind, category, number)]``, the most frequent first."""
        groups = {}
        tickets = report.ticket_ids.with_context(lang=report.partner_id.lang)
        kinds = dict(tickets._fields["kind"]._description_selection(tickets.env))
        for ticket in tickets:
            key = kinds[ticket.kind], ticket.category_id.display_name or ""
            groups[key] = groups.get(key, 0) + 1
        ordered = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
        return [(kind, category, number) for (kind, category), number in ordered]

from odoo import api, models
from odoo.fields import Domain


class ReportTicketSheet(models.AbstractModel):
    """A ticket on paper: what was asked, said and done, without internal notes."""

    _name = "report.crm_service.report_ticket"
    _description = "Ticket Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        tickets = self.env["crm.service.ticket"].browse(docids)
        return {
            "doc_model": "crm.service.ticket",
            "docs": tickets,
            "messages": {ticket.id: self._get_messages(ticket) for ticket in tickets},
        }

    def _get_messages(self, ticket):
        """Return what customer and staff said to each other, in its order."""
        return self.env["mail.message"].search(
            Domain("model", "=", ticket._name)
            & Domain("res_id", "=", ticket.id)
            & Domain("message_type", "in", ("comment", "email", "email_outgoing"))
            & Domain("is_internal", "=", False)
            & Domain("subtype_id.internal", "=", False)
            & Domain("subtype_id", "!=", False),
            order="date, id",
        )

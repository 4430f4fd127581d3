from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class IrSequence(models.Model):
    """Which sequence numbers the tickets of a company."""

    _name = "ir.sequence"
    _inherit = ["ir.sequence", "crm.cached.mixin"]

    @api.model
    def _crm_number_ticket(self, company_id):
        """Return the next number for a ticket of the company, False without a sequence."""
        # sudo: the numbers are the system's
        sequence = self.sudo().browse(self._get_crm_ticket_sequence(company_id))
        return sequence and sequence.next_by_id()

    @api.model
    @ormcache("company_id")
    def _get_crm_ticket_sequence(self, company_id):
        """Return the id of the company's sequence, else that of the one of all, or none."""
        # sudo: the numbers are the system's
        return (
            self.sudo()
            .search(
                Domain("code", "=", "crm.service.ticket")
                & Domain("company_id", "in", [company_id, False]),
                order="company_id",
                limit=1,
            )
            .id
        )

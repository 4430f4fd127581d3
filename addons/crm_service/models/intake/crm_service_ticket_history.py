from odoo import models


class CrmServiceTicket(models.Model):
    """Tickets of another system are history: nothing was promised here."""

    _inherit = "crm.service.ticket"

    def _find_policies(self):
        imported = self.filtered(lambda ticket: ticket.channel == "import")
        none = self.env["crm.service.sla"]
        return super(CrmServiceTicket, self - imported)._find_policies() | dict.fromkeys(
            imported, none
        )

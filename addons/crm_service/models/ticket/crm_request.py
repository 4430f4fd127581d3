from odoo import api, models


class CrmRequest(models.Model):
    """A question to another department can be asked from a ticket."""

    _inherit = "crm.request"

    @api.model
    def _request_sources(self):
        return super()._request_sources() | {"crm.service.ticket": self.env._("Service Ticket")}

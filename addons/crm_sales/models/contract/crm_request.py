from odoo import api, models


class CrmRequest(models.Model):
    _inherit = "crm.request"

    @api.model
    def _request_sources(self):
        return super()._request_sources() | {"crm.sales.contract": self.env._("Contract")}

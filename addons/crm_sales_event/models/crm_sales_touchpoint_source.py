from odoo import api, models


class CrmSalesTouchpointSource(models.Model):
    """The name of the source."""

    _inherit = "crm.sales.touchpoint.source"

    @api.model
    def _titles(self):
        return super()._titles() | {"event": self.env._("Events: registered and attended")}

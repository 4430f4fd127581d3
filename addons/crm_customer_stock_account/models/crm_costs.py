from odoo import api, models


class CrmCosts(models.AbstractModel):
    """Transfers have a price where stock is valued: what we paid for what is moved."""

    _inherit = "crm.costs"

    @api.model
    def _cost_fields(self):
        fields = super()._cost_fields()
        return fields | {"stock.move": fields["stock.move"] | {"price_unit"}}

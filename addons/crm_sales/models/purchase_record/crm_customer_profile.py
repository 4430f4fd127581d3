from odoo import api, models


class CrmCustomerProfile(models.Model):
    """The same customers' purchase records are refreshed with the profiles."""

    _inherit = "crm.customer.profile"

    @api.model
    def _refresh_scope(self, scope):
        partner_ids = super()._refresh_scope(scope)
        self.env["crm.sales.purchase.record"]._refresh_scope(scope)
        return partner_ids

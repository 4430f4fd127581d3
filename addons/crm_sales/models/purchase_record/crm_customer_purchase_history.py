from odoo import models


class CrmCustomerPurchaseHistory(models.Model):
    """Past orders that come or go change the purchase records."""

    _name = "crm.customer.purchase.history"
    _inherit = ["crm.customer.purchase.history", "crm.customer.fact.source"]

    _profile_trigger_fields = frozenset(
        {"partner_id", "company_id", "date", "number", "name", "quantity", "amount", "currency_id"}
    )

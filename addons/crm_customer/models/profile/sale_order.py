from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "crm.customer.fact.source"]

    _profile_trigger_fields = frozenset(
        {"partner_id", "company_id", "state", "date_order", "amount_untaxed", "currency_rate"}
    )

from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "crm.outbox.source"]

    _outbox_key_field = "name"
    # the key of the customer's own page is a password
    _outbox_ignored = frozenset({"access_token", "signature"})

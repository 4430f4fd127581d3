from odoo import models

EVENTS = {"sent": "quotation", "sale": "order"}


class SaleOrder(models.Model):
    """Quotations that are sent and orders that are confirmed let their customer enter a journey."""

    _inherit = "sale.order"

    def write(self, vals):
        event = EVENTS.get(vals.get("state"))
        journeys = self.env["crm.sales.journey"]
        if not event or not journeys._get_listeners(event):
            return super().write(vals)
        changed = self.filtered(lambda order: order.state != vals["state"])
        result = super().write(vals)
        journeys._take(event, changed)
        return result

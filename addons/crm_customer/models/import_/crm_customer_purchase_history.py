from odoo import api, fields, models


class CrmCustomerPurchaseHistory(models.Model):
    """A line of an order that another system took: history, never edited."""

    _name = "crm.customer.purchase.history"
    _description = "Past Order"
    _order = "date desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict"
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(required=True)
    number = fields.Char(string="Order number")
    name = fields.Char(string="Product")
    quantity = fields.Float(digits="Product Unit")
    amount = fields.Monetary()
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )

    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for line in self:
            texts = [text for text in (line.number, line.name) if text]
            line.display_name = " · ".join(texts) or self.env._("Past order")

from odoo import fields, models

CATEGORIES = [
    ("price", "Price"),
    ("product", "Product"),
    ("relation", "Relationship"),
    ("timing", "Timing"),
    ("service", "Service and Delivery"),
    ("process", "Our Way of Selling"),
    ("customer", "On the Customer's Side"),
]


class CrmSalesReviewReason(models.Model):
    """Why deals are won and lost, as words that can be counted."""

    _name = "crm.sales.review.reason"
    _description = "Reason of a Win or Loss"
    _order = "category, sequence, id"

    name = fields.Char(required=True, translate=True)
    category = fields.Selection(CATEGORIES, required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()

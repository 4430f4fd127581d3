from odoo import fields, models


class CrmSalesNeed(models.Model):
    """Something that the customer needs, why, and how we answer it."""

    _name = "crm.sales.need"
    _description = "Need"
    _inherit = ["crm.sales.deal.part.mixin"]
    _order = "importance, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char("What", required=True, help="What the customer needs, in his words.")
    reason = fields.Char("Why", help="What it costs him not to have it.")
    importance = fields.Selection(
        [("1", "Must Have"), ("2", "Important"), ("3", "Nice to Have")],
        required=True,
        default="2",
    )
    product_id = fields.Many2one(
        "product.product",
        ondelete="set null",
        domain="[('sale_ok', '=', True)]",
        index="btree_not_null",
    )
    answer = fields.Char("How We Answer")
    state = fields.Selection(
        [
            ("open", "Open"),
            ("answered", "Answered"),
            ("confirmed", "Confirmed"),
            ("unmet", "We Cannot"),
        ],
        required=True,
        default="open",
        help="Confirmed: the customer says that our answer is one.",
    )

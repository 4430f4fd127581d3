from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.market_size import spread

LEVELS = [("tam", "Total (TAM)"), ("sam", "Serviceable (SAM)"), ("som", "Obtainable (SOM)")]


class CrmSalesMarketAssumption(models.Model):
    """One figure on which the size of a market rests, and where it comes from."""

    _name = "crm.sales.market.assumption"
    _description = "Assumption about a Market"
    _order = "size_id, level_order, block, sequence, id"

    size_id = fields.Many2one(
        "crm.sales.market.size", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="size_id.company_id")
    sequence = fields.Integer(default=10)
    level = fields.Selection(LEVELS, "Market Level", required=True, default="tam")
    level_order = fields.Integer(compute="_compute_level_order", store=True)
    block = fields.Char(
        help="Assumptions of one block are multiplied, the blocks of a level are added."
    )
    name = fields.Char("Assumption", required=True)
    value = fields.Float("Assumed Value", required=True, digits=(16, 2), aggregator=None)
    low = fields.Float("At Least", digits=(16, 2), aggregator=None, help="0: the value itself.")
    high = fields.Float("At Most", digits=(16, 2), aggregator=None, help="0: the value itself.")
    is_percent = fields.Boolean("%", help="A share: 40 counts as 0.4.")
    unit = fields.Char(help="As it reads: factories, robots a factory, CNY a robot.")
    source = fields.Char(help="Who says so; where to read it.")
    finding_id = fields.Many2one("crm.sales.finding", ondelete="set null", index="btree_not_null")

    @api.depends("level")
    def _compute_level_order(self):
        order = [level for level, _label in LEVELS]
        for each in self:
            each.level_order = order.index(each.level) if each.level else 0

    @api.constrains("value", "low", "high")
    def _check_value(self):
        """:raise ValidationError: the ends do not hold the value, or something is negative"""
        for each in self:
            try:
                spread(each.value, each.low, each.high)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(name)s: at least, value and at most must rise, and none is negative.",
                        name=each.name,
                    )
                ) from error

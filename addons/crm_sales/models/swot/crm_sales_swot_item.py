from odoo import api, fields, models

QUADRANTS = [
    ("strength", "Strengths"),
    ("weakness", "Weaknesses"),
    ("opportunity", "Market Opportunities"),
    ("threat", "Threats"),
]
GRADES = [(str(number), str(number)) for number in range(1, 6)]


class CrmSalesSwotItem(models.Model):
    """A point in one of the four fields: how much it weighs, how strongly it is so."""

    _name = "crm.sales.swot.item"
    _description = "Point of a SWOT Analysis"
    _order = "swot_id, quadrant, score desc, id"

    swot_id = fields.Many2one("crm.sales.swot", "SWOT Analysis", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="swot_id.company_id")
    quadrant = fields.Selection(QUADRANTS, required=True, default="strength", group_expand=True)
    name = fields.Char("Point", required=True)
    note = fields.Text()
    weight = fields.Selection(
        GRADES, required=True, default="3", help="How much it matters: 1 hardly, 5 decisive."
    )
    rating = fields.Selection(
        GRADES,
        "Intensity",
        required=True,
        default="3",
        help="How strongly it is so, or how likely: 1 to 5.",
    )
    score = fields.Integer(
        compute="_compute_score", store=True, aggregator=None, help="Weight × intensity: 1 to 25."
    )
    finding_ids = fields.Many2many("crm.sales.finding", string="Evidence", copy=True)

    _field_idx = models.Index("(swot_id, quadrant, score DESC, id)")

    @api.depends("weight", "rating")
    def _compute_score(self):
        for item in self:
            item.score = int(item.weight or 0) * int(item.rating or 0)

    @api.depends("name", "quadrant")
    @api.depends_context("crm_swot_field")
    def _compute_display_name(self):
        fields_ = dict(self._fields["quadrant"]._description_selection(self.env))
        for item in self:
            label = fields_.get(item.quadrant) or ""
            item.display_name = f"{label[:1]} · {item.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.swot_id._check_open()
        return items

    def write(self, vals):
        self.swot_id._check_open()
        result = super().write(vals)
        if "swot_id" in vals:
            self.swot_id._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_replaced(self):
        self.swot_id._check_open()

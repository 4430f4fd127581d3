from odoo import fields, models
from odoo.exceptions import UserError

ANSWERS = [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("na", "Not Applicable")]


class CrmServiceQualityLine(models.Model):
    """A criterion of a review, with the weight that it had when the sample was drawn."""

    _name = "crm.service.quality.line"
    _description = "Criterion of a Review"
    _inherit = ["crm.sealed.mixin"]
    _rec_name = "criterion_id"
    _order = "review_id, id"
    _sealed_fields = frozenset({"criterion_id", "review_id", "weight"})

    review_id = fields.Many2one(
        "crm.service.quality.review", required=True, ondelete="cascade", readonly=True
    )
    criterion_id = fields.Many2one(
        "crm.service.quality.criterion",
        required=True,
        ondelete="restrict",
        readonly=True,
    )
    description = fields.Text(related="criterion_id.description")
    weight = fields.Float(required=True, readonly=True)
    answer = fields.Selection(ANSWERS)
    note = fields.Char()

    _once_uniq = models.UniqueIndex("(review_id, criterion_id)")

    def write(self, vals):
        self.check_access("write")
        if "answer" in vals and any(line.review_id.state == "done" for line in self):
            raise UserError(self.env._("The review is done. Reopen it to change an answer."))
        return super().write(vals)

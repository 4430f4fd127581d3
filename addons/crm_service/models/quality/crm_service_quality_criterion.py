from odoo import fields, models


class CrmServiceQualityCriterion(models.Model):
    """What a good answer has."""

    _name = "crm.service.quality.criterion"
    _description = "Quality Criterion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True, help="What is looked at.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    weight = fields.Float(
        required=True, default=1, help="How much it counts, compared with the others."
    )

    _weight_valid = models.Constraint("CHECK(weight > 0)", "A criterion weighs more than nothing.")

from odoo import fields, models


class CrmHandoverShare(models.Model):
    """One successor, and how large the part is."""

    _name = "crm.handover.share"
    _description = "Successor"
    _order = "weight desc, id"

    handover_id = fields.Many2one("crm.handover", required=True, ondelete="cascade", index=True)
    user_id = fields.Many2one(
        "res.users",
        "Successor",
        required=True,
        domain="[('share', '=', False)]",
        ondelete="cascade",
    )
    weight = fields.Integer(
        "Share", default=1, help="2 takes twice as many customers as 1; 0 takes none."
    )

    _user_uniq = models.UniqueIndex(
        "(handover_id, user_id)", "A successor stands in the list once."
    )
    _weight_positive = models.Constraint("CHECK(weight >= 0)", "A share cannot be negative.")

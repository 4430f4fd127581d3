from odoo import fields, models


class CrmSalesDealPartMixin(models.AbstractModel):
    """Something in the deal room of an opportunity: who reaches that reaches this."""

    _name = "crm.sales.deal.part.mixin"
    _description = "Part of a Deal Room"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, ondelete="cascade", index=True
    )

    def write(self, vals):
        result = super().write(vals)
        if "lead_id" in vals:
            # the host checks rules before a write: nobody puts it into a room of others
            self.check_access("write")
        return result

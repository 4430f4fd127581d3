from odoo import fields, models


class CrmSalesDealPartMixin(models.AbstractModel):
    """Something in the deal room of an opportunity: who reaches that reaches this."""

    _name = "crm.sales.deal.part.mixin"
    _description = "Part of a Deal Room"

    # whose it is, is for who may open opportunities at all
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        index=True,
        groups="sales_team.group_sale_salesman",
    )

    # not a required field: the host would let everybody search for it
    _lead_known = models.Constraint(
        "CHECK(lead_id IS NOT NULL)", "Say of which opportunity this is."
    )

    def write(self, vals):
        result = super().write(vals)
        if "lead_id" in vals:
            # the host checks rules before a write: nobody puts it into a room of others
            self.check_access("write")
        return result

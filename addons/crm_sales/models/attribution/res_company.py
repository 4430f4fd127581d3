from odoo import fields, models

RULES = {"crm_attribution_days", "crm_attribution_half_life", "crm_attribution_revenue"}


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_attribution_days = fields.Integer(
        "Look-Back Window",
        default=90,
        help="What happened up to so many days before a deal was decided may have earned it.",
    )
    crm_attribution_half_life = fields.Integer(
        "Half-Life",
        default=7,
        help="In the model of time decay a touch counts half as much for each so many days.",
    )
    crm_attribution_revenue = fields.Selection(
        [("deal", "Value of the Opportunity"), ("order", "Confirmed Orders")],
        "Attributed Revenue",
        default="deal",
        help="Confirmed orders of the opportunity: without taxes, in the company's currency.",
    )

    _crm_attribution_days_valid = models.Constraint(
        "CHECK(crm_attribution_days > 0 AND crm_attribution_half_life > 0)",
        "The look-back window and the half-life of attribution are one day at least.",
    )

    def write(self, vals):
        """Attribute all over again when the rules have changed."""
        names = RULES & vals.keys()
        changed = names and any(company[name] != vals[name] for company in self for name in names)
        result = super().write(vals)
        if changed:
            # sudo: who may change the rules lets the job apply them
            self.env["crm.sales.attribution.journey"].sudo()._ask_for_all()
        return result

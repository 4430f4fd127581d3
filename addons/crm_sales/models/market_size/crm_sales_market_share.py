from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmSalesMarketShare(models.Model):
    """Which part of a market a competitor has."""

    _name = "crm.sales.market.share"
    _description = "Share of a Competitor"
    _order = "percent desc, id"

    size_id = fields.Many2one(
        "crm.sales.market.size", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="size_id.company_id")
    competitor_id = fields.Many2one(
        "crm.sales.competitor", required=True, ondelete="restrict", index=True
    )
    percent = fields.Float("Market Share (%)", digits=(5, 1), aggregator=None)
    source = fields.Char()

    _percent_known = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100)", "A share lies between 0 and 100 %."
    )
    _once_uniq = models.UniqueIndex(
        "(size_id, competitor_id)", "This competitor has a share in the market already."
    )

    @api.constrains("percent", "size_id")
    def _check_sum(self):
        """:raise ValidationError: the shares, ours with them, are more than the market"""
        for size in self.size_id:
            others = sum(size.share_ids.mapped("percent"))
            if round(others + size.our_share, 1) > 100:
                raise ValidationError(
                    self.env._(
                        "The competitors' shares (%(others).1f %%) and ours (%(ours).1f %%) are "
                        "more than the market.",
                        others=others,
                        ours=size.our_share,
                    )
                )

from odoo import api, fields, models

from ...tools.cash.myriad import short


class CrmSalesShortMixin(models.AbstractModel):
    """An amount in short for cards and boards: 万 and 亿 for who reads Chinese, K and M else."""

    _name = "crm.sales.short.mixin"
    _description = "Amount in Short"
    _short_amount = "amount"  #: the field of the amount

    amount_short = fields.Char("Amount in Short", compute="_compute_amount_short")

    @api.depends(lambda self: (self._short_amount,) if not self._abstract else ())
    @api.depends_context("lang")
    def _compute_amount_short(self):
        lang = self.env.context.get("lang") or self.env.user.lang
        for record in self:
            currency = record.currency_id
            text = short(record[self._short_amount], lang)
            is_before = currency.position == "before"
            record.amount_short = (
                f"{currency.symbol}{text}"
                if is_before
                else (f"{text} {currency.symbol or ''}".strip())
            )

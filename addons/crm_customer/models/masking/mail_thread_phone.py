from odoo import api, models
from odoo.fields import Domain

from ...tools.masking.mask import PHONE, is_full


class MailThreadPhone(models.AbstractModel):
    _inherit = "mail.thread.phone"

    @api.model
    def _search_phone_mobile_search(self, operator, value):
        """Find whole numbers alone, for who sees them masked."""
        if not self.env["crm.masking"]._is_masked_user() or not isinstance(value, str):
            return super()._search_phone_mobile_search(operator, value)
        if operator in Domain.NEGATIVE_OPERATORS or not is_full(PHONE, value):
            return Domain.FALSE
        return self.env["crm.masking"]._guarded(self, Domain("phone", "=", value))

from odoo import models


class CrmCustomerDetailMixin(models.AbstractModel):
    """What hangs on a customer, and is edited by who may edit the customer's."""

    _name = "crm.customer.detail.mixin"
    _description = "Detail of a Customer"

    def write(self, vals):
        """The host looks at the rules before: what is moved must be ours afterwards too.

        :raise AccessError: moved to a customer whose details this user may not edit
        """
        result = super().write(vals)
        if "partner_id" in vals:
            self.check_access("write")
        return result

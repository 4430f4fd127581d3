from odoo import models

from ...tools.masking.mask import EMAIL, mask


class Base(models.AbstractModel):
    _inherit = "base"

    def _message_get_suggested_recipients(self, *args, **kwargs):
        """Suggest the partners to write to, their addresses masked; leave out others.

        An address without partner would come back masked, and make a wrong one.
        """
        recipients = super()._message_get_suggested_recipients(*args, **kwargs)
        if not self.env["crm.masking"]._is_masked_user():
            return recipients
        return [
            recipient | {"email": mask(EMAIL, recipient.get("email"))}
            for recipient in recipients
            if recipient.get("partner_id")
        ]

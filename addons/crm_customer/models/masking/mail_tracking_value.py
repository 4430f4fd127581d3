from odoo import models

from ...tools.masking.mask import mask


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    def _format_display_value(self, field_type, new=True):
        """Show old values as masked as the present one."""
        values = super()._format_display_value(field_type, new)
        masking = self.env["crm.masking"]
        if not masking._is_masked_user():
            return values
        kinds = [
            masking._masks(tracking.sudo().field_id.model).get(tracking.sudo().field_id.name)
            for tracking in self
        ]
        return [
            mask(kind, value) if kind else value for kind, value in zip(kinds, values, strict=True)
        ]

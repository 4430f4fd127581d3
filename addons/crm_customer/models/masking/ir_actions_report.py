from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_template(self, template, values=None):
        """Print what the screens show: who sees values masked gets them masked on paper."""
        html = super()._render_template(template, values)
        if self.env["crm.masking"]._is_masked_user():
            return self.env["res.partner"]._crm_masked_html(html.decode()).encode()
        return html

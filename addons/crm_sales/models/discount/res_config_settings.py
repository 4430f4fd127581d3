from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_sales_discount_limit_count = fields.Integer(
        "Discount Limits", compute="_compute_crm_sales_discount_limit_count"
    )

    @api.depends("company_id")
    def _compute_crm_sales_discount_limit_count(self):
        for settings in self:
            settings.crm_sales_discount_limit_count = self.env[
                "crm.sales.discount.limit"
            ].search_count([("company_id", "=", settings.company_id.id)])

from odoo import api, models


class CrmCachedMixin(models.AbstractModel):
    """Records that something in a cache is made of: whatever changes in them clears it."""

    _name = "crm.cached.mixin"
    _description = "Records Behind a Cache"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

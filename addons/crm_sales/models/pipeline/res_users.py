from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def unlink(self):
        """The pipeline stays as it was, without a reference to what is gone."""
        gone = self.ids
        result = super().unlink()
        self.env["crm.sales.pipeline.snapshot"]._forget("owner_id", gone)
        return result

from odoo import models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    def unlink(self):
        """The pipeline stays as it was, without a reference to what is gone."""
        gone = self.ids
        result = super().unlink()
        self.env["crm.sales.pipeline.snapshot"]._forget("stage_id", gone)
        return result

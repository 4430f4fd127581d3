from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def unlink(self):
        """The pipeline stays as it was, without a reference to what is gone."""
        gone = self.ids
        result = super().unlink()
        self.env["crm.sales.pipeline.snapshot"]._forget("lead_id", gone)
        return result

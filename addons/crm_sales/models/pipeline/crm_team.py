from odoo import models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def unlink(self):
        """The pipeline stays as it was, without a reference to what is gone."""
        gone = self.ids
        result = super().unlink()
        self.env["crm.sales.pipeline.snapshot"]._forget("team_id", gone)
        return result

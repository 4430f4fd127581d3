from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_crm_open_work_report(self):
        """Open the report of today of who asks; see ``action_open_mine``."""
        return self.env["crm.work.report"].action_open_mine("day")

from odoo import models


class ProjectProject(models.Model):
    _inherit = "project.project"

    def _show_profitability(self):
        """What a project costs is for who may see costs."""
        return super()._show_profitability() and not self._crm_hides_costs()

    def _get_profitability_values(self):
        values, is_shown = super()._get_profitability_values()
        return values, is_shown and not self._crm_hides_costs()

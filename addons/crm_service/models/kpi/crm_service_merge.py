from odoo import models


class CrmServiceMerge(models.Model):
    """A merge changes what is counted of both tickets, and its undo does."""

    _inherit = "crm.service.merge"

    def _refresh_clocks(self):
        result = super()._refresh_clocks()
        (self.survivor_id | self.loser_id)._count()
        return result

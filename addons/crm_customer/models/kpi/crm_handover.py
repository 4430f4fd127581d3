from odoo import api, models

from ...tools.handover.handover import Source


class CrmHandover(models.Model):
    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        """Goals that go on go to the successor; what a person was to reach stays his."""
        domain = (("breakdown", "!=", "user"), ("date_stop", ">=", "today"))
        goals = Source("goal", self.env._("Goals of others answered for"), "crm.kpi.goal", domain)
        # before the activities, which go where their records go
        return [goals, *super()._handover_sources()]

from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source


class CrmHandover(models.Model):
    """What a leaver answers for in market research."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        # before the activities, which go where their records go
        return [
            Source(
                "swot",
                self.env._("SWOT Analyses"),
                "crm.sales.swot",
                domain=(("state", "in", ("draft", "current")),),
            ),
            Source(
                "swot_action",
                self.env._("SWOT Actions"),
                "crm.sales.swot.action",
                domain=(("state", "in", ("open", "doing")),),
            ),
            Source(
                "study",
                self.env._("Studies"),
                "crm.sales.study",
                domain=(("state", "!=", "finished"),),
            ),
            *super()._handover_sources(),
        ]

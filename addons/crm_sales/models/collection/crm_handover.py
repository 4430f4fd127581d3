from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source


class CrmHandover(models.Model):
    """Money that a leaver has not collected yet."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        # before the activities, which go where their records go
        return [
            Source(
                "collection",
                self.env._("Money to collect"),
                "crm.sales.collection",
                domain=(("state", "in", ("draft", "open")),),
                partner="partner_id",
            ),
            *super()._handover_sources(),
        ]

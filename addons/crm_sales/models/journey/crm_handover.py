from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source


class CrmHandover(models.Model):
    """Journeys that a leaver answers for; participants follow the owner of their contact."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        return [
            Source(
                "journey",
                self.env._("Journeys"),
                "crm.sales.journey",
                domain=(("state", "!=", "ended"),),
            ),
            *super()._handover_sources(),
        ]

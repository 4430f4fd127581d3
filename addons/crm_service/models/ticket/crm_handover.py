from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source


class CrmHandover(models.Model):
    """Open tickets of a leaver, and the service teams that he leads."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        # before the activities, which go where their records go
        return [
            Source(
                "ticket",
                self.env._("Open tickets"),
                "crm.service.ticket",
                domain=(("is_closed", "=", False),),
                partner="commercial_partner_id",
            ),
            Source("service_team", self.env._("Service teams led"), "crm.service.team"),
            *super()._handover_sources(),
        ]

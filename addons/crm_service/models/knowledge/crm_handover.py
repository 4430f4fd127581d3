from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source


class CrmHandover(models.Model):
    """Articles of a leaver get another owner."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        return [
            Source(
                "article",
                self.env._("Knowledge articles"),
                "crm.service.article",
                domain=(("state", "!=", "retired"),),
            ),
            *super()._handover_sources(),
        ]

from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source


class CrmHandover(models.Model):
    """Improvements that a leaver decides on or sees to, and feedback that he looks after."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        running = (("state", "not in", ("verified", "declined")),)
        return [
            Source(
                "improvement",
                self.env._("Improvements managed"),
                "crm.service.improvement",
                domain=running,
            ),
            Source(
                "improvement_work",
                self.env._("Improvements to carry out"),
                "crm.service.improvement",
                domain=running,
                field="responsible_id",
            ),
            *super()._handover_sources(),
        ]

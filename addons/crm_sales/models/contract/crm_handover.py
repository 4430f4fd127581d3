from odoo import api, models

from odoo.addons.crm_customer.tools.handover.handover import Source

from .crm_sales_contract import BINDING


class CrmHandover(models.Model):
    """Contracts that a leaver looks after and that have not ended."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        open_states = ("draft", "pending", "approved", *BINDING[:2])
        return [
            Source(
                "contract",
                self.env._("Contracts"),
                "crm.sales.contract",
                domain=(("state", "in", open_states),),
                partner="commercial_partner_id",
            ),
            *super()._handover_sources(),
        ]

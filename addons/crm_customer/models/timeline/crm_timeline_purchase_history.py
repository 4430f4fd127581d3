from odoo import api, models
from odoo.fields import Domain

from ...tools.timeline import TimelineSource


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "purchase_history": TimelineSource(
                model="crm.customer.purchase.history",
                date="date",
                kinds=("order",),
                domain=lambda scope: Domain("partner_id", "in", scope.partner_ids),
                entry=self._prepare_purchase_history_entry,
                fields=("display_name", "quantity", "amount", "currency_id"),
            )
        }

    def _prepare_purchase_history_entry(self, values):
        return {
            "title": values.get("display_name"),
            "badge": self.env._("Past order"),
        } | self._amount(values, "amount", "currency_id")

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.timeline import TimelineSource


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        kind = self._kind(self.env._("Contracts"), "fa-handshake-o", "success")
        return super()._get_kinds() | {"contract": kind}

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "contract": self._contract_source("date_signed", self.env._("Contract signed")),
            "contract_terminated": self._contract_source(
                "date_terminated", self.env._("Contract terminated")
            ),
        }

    def _contract_source(self, date, badge):
        return TimelineSource(
            model="crm.sales.contract",
            date=date,
            kinds=("contract",),
            domain=lambda scope: Domain("partner_id", "in", scope.partner_ids),
            entry=lambda values: self._prepare_contract_entry(values, badge),
            fields=("display_name", "amount", "currency_id", "user_id", "terminate_reason"),
        )

    def _prepare_contract_entry(self, values, badge):
        return {
            "title": values.get("display_name"),
            "text": values.get("terminate_reason") or "",
            "author": self._name_of(values, "user_id"),
            "badge": badge,
        } | self._amount(values, "amount", "currency_id")

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.timeline import TimelineSource

# the others are in the timeline as what they are: interactions and leads
SHOWN = ("open", "click", "reply", "form", "enquiry", "registration", "attendance")


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        kind = self._kind(self.env._("Touchpoints"), "fa-hand-pointer-o", "info")
        return super()._get_kinds() | {"touchpoint": kind | {"default": False}}

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "touchpoint": TimelineSource(
                model="crm.sales.touchpoint",
                date="date",
                kinds=("touchpoint",),
                domain=lambda scope: (
                    Domain("partner_id", "in", scope.partner_ids) & Domain("kind", "in", SHOWN)
                ),
                entry=self._prepare_touchpoint_entry,
                fields=("kind", "campaign_id", "source_id"),
            )
        }

    def _prepare_touchpoint_entry(self, values):
        kinds = self.env["crm.sales.touchpoint"]._fields["kind"]._description_selection(self.env)
        return {
            "title": dict(kinds).get(values.get("kind")) or "",
            "text": self._name_of(values, "campaign_id") or self._name_of(values, "source_id"),
        }

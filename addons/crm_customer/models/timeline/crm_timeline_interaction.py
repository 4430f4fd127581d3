from odoo import api, models
from odoo.fields import Domain

from ...tools.html_text import html_to_text
from ...tools.timeline import TimelineSource

KIND_ICONS = {
    "call": "fa-phone",
    "email": "fa-envelope",
    "visit": "fa-map-marker",
    "meeting": "fa-users",
    "chat": "fa-comments-o",
    "wechat": "fa-wechat",
}


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        kind = self._kind(self.env._("Interactions"), "fa-phone", "primary")
        return {"interaction": kind} | super()._get_kinds()

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "interaction": self._interaction_source(self._get_interaction_domain),
            "interaction_contact": self._interaction_source(self._get_participation_domain),
        }

    def _interaction_source(self, get_domain):
        return TimelineSource(
            model="crm.customer.interaction",
            date="date",
            kinds=("interaction",),
            domain=get_domain,
            entry=self._prepare_interaction_entry,
            fields=("display_name", "kind", "user_id", "outcome_id", "note"),
        )

    def _get_interaction_domain(self, scope):
        return Domain("partner_id", "in", scope.partner_ids)

    def _get_participation_domain(self, scope):
        """Return what people took part in that is recorded with their company.

        A source of its own: joined by "or" to the other, neither index would serve.
        """
        return Domain("contact_ids", "in", scope.partner_ids) & Domain(
            "partner_id", "not in", scope.partner_ids
        )

    @api.model
    def _get_once_domain(self, model, scope):
        """Leave out meetings and messages that the user sees as an interaction already."""
        domain = super()._get_once_domain(model, scope)
        field = {"calendar.event": "event_id", "mail.message": "mail_message_id"}.get(model)
        interactions = self.env["crm.customer.interaction"]
        if not field or "interaction" not in scope.kinds or not interactions.has_access("read"):
            return domain
        recorded = [
            interactions._search(part & Domain(field, "!=", False)).subselect(field)
            for part in (
                self._get_interaction_domain(scope),
                self._get_participation_domain(scope),
            )
        ]
        return domain & Domain.AND(Domain("id", "not in", ids) for ids in recorded)

    def _prepare_interaction_entry(self, values):
        outcome = self._name_of(values, "outcome_id")
        kinds = self.env["crm.customer.interaction"]._fields["kind"]
        label = dict(kinds._description_selection(self.env)).get(values.get("kind"))
        return {
            "title": values.get("display_name"),
            "text": html_to_text(values.get("note")),
            "author": self._name_of(values, "user_id"),
            "badge": outcome or label or False,
            "icon": KIND_ICONS.get(values.get("kind"), False),
        }

from odoo import api, models
from odoo.tools import html2plaintext

from ...tools.competitor import excerpt, mentioned


class CrmCustomerInteraction(models.Model):
    """Competitors that customers speak of."""

    _inherit = "crm.customer.interaction"

    @api.model_create_multi
    def create(self, vals_list):
        interactions = super().create(vals_list)
        interactions._note_competitors()
        return interactions

    def write(self, vals):
        result = super().write(vals)
        if {"name", "note"} & vals.keys():
            self._note_competitors()
        return result

    def _note_competitors(self):
        """Note a sighting for each competitor that an interaction names, once."""
        names = self.env["crm.sales.competitor"]._get_names()
        found = [values for each in self if names for values in each._find_competitors(names)]
        if not found:
            return
        # sudo: the system notes what it has read, whoever recorded the interaction
        sightings = self.env["crm.sales.competitor.sighting"].sudo()
        known = sightings.search([("interaction_id", "in", self.ids)])
        told = {(seen.interaction_id.id, seen.competitor_id.id) for seen in known}
        sightings.create(
            [
                values
                for values in found
                if (values["interaction_id"], values["competitor_id"]) not in told
            ]
        )

    def _find_competitors(self, names):
        """Return the values of the sightings that the words of the interaction are."""
        text = "\n".join([self.name or "", html2plaintext(self.note or "")])
        here = {
            key: words
            for key, words in names.items()
            if not key[1] or not self.company_id or key[1] == self.company_id.id
        }
        return [
            {
                "competitor_id": competitor,
                "date": self.date.date(),
                "description": excerpt(text, start, end),
                "user_id": self.user_id.id,
                "partner_id": self.partner_id.id,
                "lead_id": self.lead_id.id,
                "interaction_id": self.id,
                "is_found": True,
                "kind": "deal" if self.lead_id else "other",
                "company_id": self.company_id.id,
            }
            for (competitor, _company), start, end in mentioned(text, here)
        ]

from odoo import api, models


class ResPartner(models.Model):
    """Finds partners by their own texts, too: a machine's number, a member's card."""

    _inherit = "res.partner"

    @api.depends("properties")
    def _compute_crm_search(self):
        return super()._compute_crm_search()

    def _crm_search_names(self):
        own = self._crm_own_values()
        if not own:
            return super()._crm_search_names()
        texts = [
            own.get(name)
            for name, definition in self._crm_own_fields().items()
            if definition["type"] == "char"
        ]
        return super()._crm_search_names() + [text for text in texts if isinstance(text, str)]

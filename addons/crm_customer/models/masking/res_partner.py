import re

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.masking.mask import EMAIL, PHONE, TAX, is_full, mask_addresses, mask_tax
from .masked_writes import MaskedRecords


class ResPartner(MaskedRecords, models.Model):
    """Names, searches and cards of partners, for who sees values masked."""

    _inherit = "res.partner"

    crm_is_masked = fields.Boolean("Masked", compute="_compute_crm_is_masked")

    @api.depends_context("uid")
    def _compute_crm_is_masked(self):
        masking = self.env["crm.masking"]
        is_masked = masking._is_masked_user()
        for partner in self:
            partner.crm_is_masked = is_masked and not masking._is_exempt(partner)

    @api.depends_context("uid")
    def _compute_display_name(self):
        super()._compute_display_name()
        masking = self.env["crm.masking"]
        if not masking._is_masked_user():
            return
        for partner in self:
            if not masking._is_exempt(partner):
                partner.display_name = partner._crm_masked_text(partner.display_name)

    def _crm_masked_text(self, text):
        """Mask what a name shows beside the name."""
        vat = self.sudo().vat
        text = mask_addresses(text or "")
        return text.replace(vat, mask_tax(vat)) if vat else text

    @api.model
    def _crm_search_domain(self, host_domain, value):
        """Leave out the key, which holds phones and addresses, for who sees them masked."""
        if self.env.su or not self.env["crm.masking"]._is_masked_user():
            return super()._crm_search_domain(host_domain, value)
        names = ("complete_name", "crm_short_name", "crm_code", "crm_former_name_ids.name", "ref")
        found = [Domain(name, "ilike", value) for name in names]
        for field, kind in (("email", EMAIL), ("phone", PHONE), ("vat", TAX)):
            if is_full(kind, value):
                found.append(Domain(field, "=", value.strip()))
        return self.env["crm.masking"]._guarded(self, Domain.OR(found))

    def _build_vcard(self):
        card = super()._build_vcard()
        masking = self.env["crm.masking"]
        if card and masking._is_masked_user():
            for part, name in (("email", "email"), ("tel", "phone")):
                for line in card.contents.get(part, ()):
                    line.value = masking._masked_value(self, name, line.value)
        return card

    @api.model
    def _crm_masked_html(self, html):
        """Mask the numbers and addresses of customers in a printed text.

        What the text shows is looked up, so that those of the own companies stay.
        """
        shown = {
            EMAIL: set(re.findall(r"[^\s<>\"',;:()@]+@[^\s<>\"',;:()@]+\.[A-Za-z]{2,}", html)),
            PHONE: set(re.findall(r"\+?\d[\d ()./-]{5,}\d", html)),
            TAX: set(re.findall(r"\b[0-9A-Z]{8,20}\b", html)),
        }
        for text, masked in self._crm_masks_shown(shown).items():
            html = html.replace(text, masked)
        return html

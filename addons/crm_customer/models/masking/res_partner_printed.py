from odoo import api, models
from odoo.tools import SQL

from ...tools.masking.mask import EMAIL, PHONE, TAX, mask


class ResPartner(models.Model):
    """Looks up whose the numbers and addresses of a printed text are."""

    _inherit = "res.partner"

    @api.model
    def _crm_masks_shown(self, shown):
        """Return ``{text: masked}`` of the texts that belong to customers, longest first.

        :param shown: ``{kind: texts}``
        """
        numbers = {text: self.env["crm.masking"]._sanitized(text) for text in shown[PHONE]}
        known = self._crm_known_texts(
            [text.lower() for text in shown[EMAIL]],
            list(shown[PHONE].union(*numbers.values())),
            list(shown[TAX] | shown[PHONE]),
        )
        found = {text: mask(EMAIL, text) for text in shown[EMAIL] if text.lower() in known}
        for text in shown[PHONE]:
            if text in known or numbers[text] & known:
                found[text] = mask(PHONE, text)
        found |= {text: mask(TAX, text) for text in shown[TAX] if text in known}
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    @api.model
    def _crm_known_texts(self, emails, phones, taxes):
        """Return which of the texts customers have, in one query."""
        self.flush_model(["email_normalized", "phone", "phone_sanitized", "vat", "crm_uscc"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT email_normalized, phone, phone_sanitized, vat, crm_uscc,
                       company_registry
                  FROM res_partner partner
                 WHERE partner_share IS NOT FALSE
                   AND NOT EXISTS (
                       SELECT FROM res_company company WHERE company.partner_id = partner.id)
                   AND (email_normalized = ANY(%(emails)s) OR phone = ANY(%(phones)s)
                        OR phone_sanitized = ANY(%(phones)s) OR vat = ANY(%(taxes)s)
                        OR crm_uscc = ANY(%(taxes)s) OR company_registry = ANY(%(taxes)s))
                """,
                emails=emails,
                phones=phones,
                taxes=taxes,
            )
        )
        return {text for row in rows for text in row if text}

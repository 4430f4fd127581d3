import re
from urllib.parse import urlencode

from odoo import api, models

from ...tools.import_ import Context, clean

NOT_DIALLED = re.compile(r"[^0-9+;=#*extEXT转()./ -]")
LONGEST = 40
LIMIT = 20


class CrmCustomerInteraction(models.Model):
    """Who is calling: the entry for telephone systems, ``/crm/call/<number>``."""

    _inherit = "crm.customer.interaction"

    @api.model
    def _get_call_location(self, number):
        """Return the page that answers a call: the one customer, or all customers.

        The page then asks ``action_call`` what to open on top.
        """
        number = self._tidy_number(number)
        partners = self._find_callers(number)
        path = "/odoo/crm-customers"
        if len(partners) == 1:
            path += f"/{partners.id}"
        return f"{path}?{urlencode({'crm_call': number})}"

    @api.model
    def action_call(self, number):
        """Return what to open for a call: the dialog, or the list of possible callers."""
        number = self._tidy_number(number)
        partners = self._find_callers(number)
        if len(partners) > 1:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Calling: %(number)s", number=number),
                "res_model": "res.partner",
                "views": [(False, "list"), (False, "form")],
                "domain": [("id", "in", partners.ids)],
            }
        customer = partners.commercial_partner_id
        return self._action_log(
            default_kind="call",
            default_direction="in",
            default_phone=number,
            default_partner_id=customer.id,
            default_contact_ids=(partners - customer).ids,
        )

    @api.model
    def _tidy_number(self, number):
        """Return a telephone number of unknown origin as E.164, or what is dialled of it."""
        country = self.env.company.country_id.code or "CN"
        cleaned = clean("phone", number[:LONGEST], Context(country=country))
        return cleaned.value or NOT_DIALLED.sub("", number[:LONGEST]).strip()

    @api.model
    def _find_callers(self, number):
        """Return the partners, as far as the user may read them, with this very number.

        Of several with the same number, the one with the same extension is meant.
        """
        base, _mark, extension = number.partition(";ext=")
        suffix = re.sub(r"\D", "", base)[-8:]
        if len(suffix) < 4:
            return self.env["res.partner"]
        found = self.env["res.partner"].search([("display_name", "ilike", suffix)], limit=LIMIT)
        numbers = {partner: self._tidy_number(partner.phone or "") for partner in found}
        callers = found.filtered(lambda partner: numbers[partner].partition(";ext=")[0] == base)
        direct = callers.filtered(lambda partner: numbers[partner] == number)
        return direct if extension and direct else callers

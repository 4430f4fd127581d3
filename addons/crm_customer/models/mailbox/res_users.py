import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
TOKEN_LENGTH = 20  # of 32 characters: 100 bits
GROUP = "crm_customer.group_customer_own"


class ResUsers(models.Model):
    _inherit = "res.users"

    crm_filing_name = fields.Char(
        "Filing Name",
        copy=False,
        groups="base.group_system",
        help="What stands before the @ of the filing address.",
    )
    crm_filing_address = fields.Char(
        "Filing Address",
        compute="_compute_crm_filing_address",
        compute_sudo=True,
        groups=GROUP,
        help="Put it in the BCC of a mail to a customer, or forward a customer's mail to it: "
        "the mail is filed under the contact. Keep it to yourself.",
    )

    _crm_filing_name_uniq = models.UniqueIndex(
        "(crm_filing_name)", "This filing name is another user's."
    )
    _crm_filing_name_lower = models.Constraint(
        "CHECK(crm_filing_name = lower(crm_filing_name))",
        "A filing name is written in lower case.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "crm_filing_address"]

    @api.depends("crm_filing_name", "company_id.alias_domain_id.name")
    @api.depends_context("uid")
    def _compute_crm_filing_address(self):
        """Everybody knows his own address alone."""
        for user in self:
            name, domain = user.crm_filing_name, user.company_id.alias_domain_id.name
            is_known = user.id == self.env.uid and name and domain
            user.crm_filing_address = f"{name}@{domain}" if is_known else False

    def action_crm_new_filing_address(self):
        """Give the user another filing address; the one before takes nothing any more.

        :raise AccessError: it is somebody else's
        :raise UserError: the company has no alias domain
        """
        self.ensure_one()
        if self != self.env.user or not self.has_group(GROUP):
            raise AccessError(self.env._("Everybody makes his own filing address."))
        # sudo: the names are for administrators; this one is the user's own
        user = self.sudo()
        if not user.company_id.alias_domain_id:
            raise UserError(
                self.env._(
                    "Your company has no alias domain yet, so nothing can be sent to it. "
                    "An administrator sets it in Settings › General Settings › Discuss."
                )
            )
        user.crm_filing_name = user._crm_new_filing_name()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _crm_new_filing_name(self):
        """Return a name that tells the person, that nobody can guess and no alias has."""
        person = re.sub(r"[^a-z0-9]", "", (self.login or "").partition("@")[0].lower())[:20]
        while True:
            token = "".join(secrets.choice(ALPHABET) for _number in range(TOKEN_LENGTH))
            name = f"crm-{person}-{token}" if person else f"crm-{token}"
            if not self.env["mail.alias"].search_count([("alias_name", "=", name)], limit=1):
                return name

    def _crm_get_addresses(self):
        """Return the addresses from which the user writes."""
        self.ensure_one()
        partner = self.partner_id
        others = self.env["crm.customer.email"].search([("partner_id", "=", partner.id)])
        own = [partner.email_normalized, (self.login or "").lower(), *others.mapped("email")]
        return {address for address in own if address and "@" in address}

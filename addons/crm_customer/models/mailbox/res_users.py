import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
TOKEN_LENGTH = 20  # of 32 characters: 100 bits
GROUP = "crm_customer.group_customer_own"


class ResUsers(models.Model):
    _inherit = "res.users"

    crm_filing_alias_id = fields.Many2one(
        "mail.alias", "Filing Alias", copy=False, ondelete="set null", groups="base.group_system"
    )
    crm_filing_address = fields.Char(
        "Filing Address",
        compute="_compute_crm_filing_address",
        compute_sudo=True,
        groups=GROUP,
        help="Put it in the BCC of a mail to a customer, or forward a customer's mail to it: "
        "the mail is filed under the contact. Keep it to yourself.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "crm_filing_address"]

    @api.depends("crm_filing_alias_id.alias_full_name")
    @api.depends_context("uid")
    def _compute_crm_filing_address(self):
        """Everybody knows his own address alone."""
        for user in self:
            alias = user.crm_filing_alias_id
            is_own = user.id == self.env.uid and alias.alias_domain_id
            user.crm_filing_address = alias.alias_full_name if is_own else False

    def action_crm_new_filing_address(self):
        """Give the user another filing address; the one before takes nothing any more.

        :raise AccessError: it is somebody else's
        :raise UserError: the company has no alias domain
        """
        self.ensure_one()
        if self != self.env.user or not self.has_group(GROUP):
            raise AccessError(self.env._("Everybody makes his own filing address."))
        # sudo: aliases are for administrators; this one is the user's own
        user = self.sudo()
        domain = user.company_id.alias_domain_id
        if not domain:
            raise UserError(
                self.env._(
                    "Your company has no alias domain yet, so nothing can be sent to it. "
                    "An administrator sets it in Settings › General Settings › Discuss."
                )
            )
        user.crm_filing_alias_id.unlink()
        user.crm_filing_alias_id = (
            self.env["mail.alias"]
            .sudo()
            .create(
                {
                    "alias_name": self._crm_new_filing_name(),
                    "alias_domain_id": domain.id,
                    "alias_model_id": self.env["ir.model"]._get_id("crm.customer.mail"),
                }
            )
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _crm_new_filing_name(self):
        """Return a name that tells the person, and that nobody can guess."""
        person = re.sub(r"[^a-z0-9]", "", (self.login or "").partition("@")[0].lower())[:20]
        token = "".join(secrets.choice(ALPHABET) for _number in range(TOKEN_LENGTH))
        return f"crm-{person}-{token}" if person else f"crm-{token}"

    def _crm_get_addresses(self):
        """Return the addresses from which the user writes."""
        self.ensure_one()
        partner = self.partner_id
        others = self.env["crm.customer.email"].search([("partner_id", "=", partner.id)])
        own = [partner.email_normalized, (self.login or "").lower(), *others.mapped("email")]
        return {address for address in own if address and "@" in address}

    def unlink(self):
        # sudo: aliases are for administrators; these go with their users
        aliases = self.sudo().crm_filing_alias_id
        result = super().unlink()
        aliases.unlink()
        return result

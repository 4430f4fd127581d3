from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

STAFF = "base.group_user"


class ResPartner(models.Model):
    """Who owns a contact: the owner of its commercial partner.

    Kept as a column, so that the rules find it by an index.
    """

    _inherit = "res.partner"

    crm_owner_id = fields.Many2one(
        "res.users",
        "Owner",
        compute="_compute_crm_owner_id",
        store=True,
        compute_sudo=True,
        groups=STAFF,
        help="The salesperson of the company that the contact belongs to.",
    )

    _crm_owned_idx = models.Index("(crm_owner_id, complete_name, id DESC)")

    @api.depends("commercial_partner_id.user_id")
    def _compute_crm_owner_id(self):
        for partner in self:
            partner.crm_owner_id = partner.commercial_partner_id.user_id

    def write(self, vals):
        owners = self._crm_owners_before(vals)
        result = super().write(vals)
        for owner, customers in owners.items():
            customers._crm_hand_contacts_over(owner, vals["user_id"])
        return result

    def _crm_owners_before(self, vals):
        """Return the customers that get another owner, by the one they had."""
        if "user_id" not in vals or self.env.context.get("crm_contacts_apart"):
            return {}
        customers = self.filtered(
            lambda partner: (
                partner.crm_code and partner.user_id and partner.user_id.id != vals["user_id"]
            )
        )
        return customers.grouped("user_id")

    def _crm_hand_contacts_over(self, owner, user_id):
        """Give the contacts of these customers that ``owner`` had to ``user_id``."""
        # sudo: who may hand the customer over hands over its people, whoever they belong to
        contacts = self.sudo().with_context(active_test=False)
        contacts.search(
            [
                ("commercial_partner_id", "in", self.ids),
                ("id", "not in", self.ids),
                ("user_id", "=", owner.id),
            ]
        ).write({"user_id": user_id})

    @api.model
    def find_or_create(self, email, assert_valid_email=False):
        self._crm_refuse_hidden([email])
        return super().find_or_create(email, assert_valid_email=assert_valid_email)

    @api.model
    def _find_or_create_from_emails(self, emails, *args, **kwargs):
        self._crm_refuse_hidden(emails)
        return super()._find_or_create_from_emails(emails, *args, **kwargs)

    @api.model
    def name_create(self, name):
        self._crm_refuse_hidden([name])
        return super().name_create(name)

    @api.model
    def _crm_refuse_hidden(self, emails):
        """A customer of a colleague that the user may not see is not made twice.

        :raise UserError: somebody else has a customer with one of these addresses
        """
        if self.env.su or not self.env.user.has_group("crm_customer.group_hide_others"):
            return
        addresses = {email_normalize(email or "") for email in emails} - {False, ""}
        known = Domain("email_normalized", "in", list(addresses))
        seen = set(self.search(known).mapped("email_normalized"))
        # sudo: only that there is one, and whose it is, is said
        hidden = self.sudo().search(
            known & Domain("email_normalized", "not in", list(seen)), limit=1
        )
        if hidden:
            raise UserError(
                self.env._(
                    "%(email)s belongs to a customer of %(owner)s. Ask there before you write.",
                    email=hidden.email_normalized,
                    owner=hidden.crm_owner_id.name or self.env._("somebody else"),
                )
            )

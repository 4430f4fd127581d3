from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class CrmCustomerMailAddress(models.Model):
    """Somebody whom a filed mail names: filed under a contact, or waiting for one."""

    _name = "crm.customer.mail.address"
    _description = "Address of a Filed Mail"
    _order = "date desc, id desc"
    _rec_name = "email"

    mail_id = fields.Many2one(
        "crm.customer.mail", required=True, readonly=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one(related="mail_id.user_id", store=True, index=True)
    company_id = fields.Many2one(related="mail_id.company_id", store=True)
    date = fields.Datetime(related="mail_id.date", store=True)
    subject = fields.Char(related="mail_id.name")
    excerpt = fields.Text(related="mail_id.excerpt")
    mail_state = fields.Selection(related="mail_id.state", string="Mail Status", store=True)
    name = fields.Char(readonly=True)
    email = fields.Char(readonly=True, index="btree_not_null")
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        ondelete="set null",
        index="btree_not_null",
        help="Under whom the mail is filed, or who might be meant.",
    )
    state = fields.Selection(
        [("open", "To Assign"), ("filed", "Filed"), ("ignored", "Ignored")],
        required=True,
        readonly=True,
        default="open",
    )
    is_hidden = fields.Boolean(
        "Contact Hidden from the User",
        readonly=True,
        groups="crm_customer.group_customer_manager",
        help="A contact of the company has this address, but who filed the mail may not see it.",
    )

    _open_idx = models.Index("(date DESC, id DESC) WHERE state = 'open'")

    def write(self, vals):
        """Users choose the contact; all else comes from the mail."""
        if not self.env.su and vals.keys() - {"partner_id"}:
            raise AccessError(self.env._("Only the contact of an address can be changed."))
        return super().write(vals)

    def action_file(self):
        """File the mails under the contacts chosen, and learn whose the addresses are.

        :raise UserError: no contact is chosen
        """
        self.check_access("write")
        for address in self.filtered(lambda address: address.state == "open"):
            if not address.partner_id:
                raise UserError(
                    self.env._(
                        "Choose the contact of %(address)s first.",
                        address=address.email or address.name or address.subject or "",
                    )
                )
            address.partner_id.check_access("read")
            address._file_all_of(address.partner_id)

    def action_ignore(self):
        """Leave these addresses alone."""
        self.check_access("write")
        # sudo: the state is not for writing by hand
        waiting = self.sudo().filtered(lambda address: address.state == "open")
        waiting.state = "ignored"
        waiting.mail_id._settle()

    def _file_all_of(self, partner):
        """File this and what else waits with the same address of the same user."""
        self.ensure_one()
        waiting = self
        if self.email:
            waiting |= self.search(
                [
                    ("state", "=", "open"),
                    ("email", "=", self.email),
                    ("user_id", "=", self.user_id.id),
                ]
            )
        # sudo: the state is not for writing by hand
        waiting.sudo().partner_id = partner
        for mail, addresses in waiting.grouped("mail_id").items():
            mail._file(addresses, mail.sudo()._get_content())
        self._learn(partner)

    def _learn(self, partner):
        """Remember whose address it is, if the user may edit the contact."""
        self.ensure_one()
        emails = self.env["crm.customer.email"]
        known = partner.sudo().crm_email_ids.mapped("email")
        if not self.email or self.email in [partner.email_normalized, *known]:
            return
        new = emails.new({"partner_id": partner.id, "email": self.email})
        if not partner.has_access("write") or not emails.has_access("create"):
            return
        if not partner.email:
            partner.email = self.email
            return
        try:
            with self.env.cr.savepoint():
                emails.create(new._convert_to_write({"partner_id": partner, "email": self.email}))
        except AccessError:
            # the contact is a colleague's: filed, but nothing is learned
            return

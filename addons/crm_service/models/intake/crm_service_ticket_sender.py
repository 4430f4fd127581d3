from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

MAX_SENDERS = 50


class CrmServiceTicket(models.Model):
    """Who wrote: known by the address, else a name and an address until somebody says more."""

    _inherit = "crm.service.ticket"

    partner_name = fields.Char("Name Given", help="How the sender calls himself.")
    known_partner_id = fields.Many2one(
        "res.partner",
        "Known Contact",
        compute="_compute_known_partner_id",
        help="A contact with the address of the sender.",
    )

    @api.depends("email_normalized", "partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_known_partner_id(self):
        for ticket in self:
            known = ticket.env["res.partner"]
            if ticket.email_normalized and not ticket.partner_id:
                found = ticket._find_senders(ticket.email_normalized, ticket.company_id)
                known = ticket._pick_sender(known.browse(found.ids)._filtered_access("read"))
            ticket.known_partner_id = known

    @api.model
    def _find_senders(self, email, company):
        """Return the contacts that have ``email``, also as one of their other addresses."""
        partners = self.env["res.partner"].sudo()  # sudo: a mail is nobody's: all contacts count
        email = email_normalize(email or "", strict=False)
        if not email:
            return partners
        found = partners.search([("email_normalized", "=", email)], order="id", limit=MAX_SENDERS)
        learned = self.env["crm.customer.email"].sudo().search([("email", "=", email)])
        found |= learned.partner_id.filtered("active")
        return found.filtered(
            lambda partner: not partner.company_id or partner.company_id == company
        )

    @api.model
    def _find_sender(self, email, company, ticket=None):
        """Return the one contact that is meant by ``email``, always the same one."""
        return self._pick_sender(self._find_senders(email, company), ticket)

    @api.model
    def _pick_sender(self, found, ticket=None):
        """Return one of the contacts that have an address.

        A colleague, the contact of ``ticket``, who has open tickets, who had the last one, a
        person rather than a company, who was there first.
        """
        if len(found) < 2:
            return found
        # sudo: all tickets count, whoever may see them
        groups = self.sudo()._read_group(
            [("partner_id", "in", found.ids)], ["partner_id", "is_closed"], ["id:max"]
        )
        is_open = {partner.id for partner, is_closed, _last in groups if not is_closed}
        last = {}
        for partner, _is_closed, ticket_id in groups:
            last[partner.id] = max(ticket_id, last.get(partner.id, 0))

        def rank(partner):
            return (
                all(user.share for user in partner.sudo().user_ids),  # sudo: who works here
                not ticket or partner.id != ticket.partner_id.id,
                partner.id not in is_open,
                -last.get(partner.id, 0),
                partner.is_company,
                partner.id,
            )

        return found.sorted(rank)[:1]

    def action_link_contact(self):
        """Make the known contact, or a new one with name and address, the ticket's contact.

        Other tickets of the same unknown sender get it as well.
        """
        self.ensure_one()
        if not self.email_normalized:
            raise UserError(self.env._("The ticket has no e-mail address to know the sender by."))
        self.check_access("write")
        partner = self.known_partner_id
        if not partner and self._find_senders(self.email_normalized, self.company_id):
            raise UserError(
                self.env._(
                    "A contact with the address %(email)s exists that you may not see. "
                    "Ask its owner to link it.",
                    email=self.email_normalized,
                )
            )
        self._link_contact(partner or self.env["res.partner"].create(self._prepare_contact()))

    def _prepare_contact(self):
        return {
            "name": self.partner_name or self.email_normalized,
            "email": self.email_normalized,
            "phone": self.partner_phone,
            "company_id": False,
        }

    def _link_contact(self, partner):
        """Set the contact of the ticket, and of all that the same unknown sender wrote."""
        unknown = (
            Domain("partner_id", "=", False)
            & Domain("email_normalized", "=", self.email_normalized)
            & Domain("company_id", "=", self.company_id.id)
        )
        # sudo: tickets of other teams from the same sender are his as well
        tickets = self.sudo() | self.sudo().search(unknown)
        tickets.with_context(mail_auto_subscribe_no_notify=True).partner_id = partner

    def _get_customer_information(self):
        """A contact that the host makes of an answer to an unknown sender has his name."""
        values = super()._get_customer_information()
        for ticket in self.filtered(lambda ticket: ticket.email_normalized and ticket.partner_name):
            known = values.setdefault(ticket.email_normalized, {})
            known.setdefault("name", ticket.partner_name)
        return values

    def _message_post_after_hook(self, message, msg_vals):
        """The contact that answering has made of an unknown sender is the ticket's."""
        result = super()._message_post_after_hook(message, msg_vals)
        if not self.partner_id and self.email_normalized:
            partner = message.partner_ids.filtered(
                lambda partner: partner.email_normalized == self.email_normalized
            )[:1]
            if partner:
                self._link_contact(partner)
        return result

    def _crm_erase_records(self, pseudonym):
        """Take a person's words and name out of tickets; called in sudo by an erasure.

        That there was a ticket, when, and how fast it was answered stays.
        """
        on_these = Domain("res_id", "in", self.ids)
        messages = self.env["mail.message"].search(on_these & Domain("model", "=", self._name))
        files = self.env["ir.attachment"].search(
            # the host hides the files of fields unless an id is asked for
            on_these & Domain("res_model", "=", self._name) & Domain("id", "!=", 0)
        )
        (messages.attachment_ids | files).unlink()
        messages.unlink()
        self.activity_ids.unlink()
        self.with_context(tracking_disable=True).write(
            {
                "name": pseudonym,
                "description": False,
                "resolution": False,
                "email_cc": False,
                "partner_email": False,
                "partner_name": False,
                "partner_phone": False,
            }
        )

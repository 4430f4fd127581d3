from datetime import timedelta

from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize, html2plaintext, parse_contact_from_email

from odoo.addons.crm_customer.tools.mailbox.forward import (
    is_forward_subject,
    parse_forward,
    strip_forward_prefix,
)
from odoo.addons.crm_customer.tools.mailbox.texts import html_to_lines

from ...tools.intake.quotes import own_words


class CrmServiceTicket(models.Model):
    """Tickets that come by mail."""

    _inherit = "crm.service.ticket"

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """Count the mails of a sender by an index; what people enter for him is no loop."""
        if not email_from_normalized:
            return []
        minutes = int(
            # sudo: a setting of the host
            self.env["ir.config_parameter"].sudo().get_param("mail.gateway.loop.minutes", 120)
        )
        since = self.env.cr.now() - timedelta(minutes=minutes)
        return (
            Domain("email_normalized", "=", email_from_normalized)
            & Domain("date_opened", ">=", since.replace(microsecond=0))
            & Domain("channel", "=", "email")
        )

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Open a ticket with what the mail says now; all of it is its first message."""
        sender = self._read_sender(msg_dict)
        values = self._prepare_from_mail(msg_dict, *sender) | (custom_values or {})
        team = self.env["crm.service.team"].browse(values.get("team_id") or ())
        team = team or self._find_mail_team()
        company = team.company_id
        values |= {"team_id": team.id, "company_id": company.id}
        if not values.get("partner_id"):
            values["partner_id"] = self._find_sender(sender[1], company).id
        ticket = super().message_new(msg_dict | {"email_from": sender[1]}, values)
        ticket._note_mail("new")
        return ticket

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """The host's gateway reads the words of all fields to know whether there is a name."""
        if allfields is None and self.env.context.get("crm_service_mail_id"):
            allfields = [self._rec_name]
        return super().fields_get(allfields, attributes)

    @api.model
    def _find_mail_team(self):
        """Return the team of a mail that names none: the company's first, else the first.

        :raise UserError: there is no team
        """
        teams = self.env["crm.service.team"]
        of_company = teams.search([("company_id", "=", self.env.company.id)], limit=1)
        team = of_company or teams.search([], limit=1)
        if not team:
            raise UserError(self.env._("There is no service team yet that could take a mail."))
        return team

    def message_update(self, msg_dict, update_vals=None):
        self._note_mail("note" if msg_dict.get("is_internal") else "reply")
        return super().message_update(msg_dict, update_vals)

    def _note_mail(self, outcome):
        """Write down what became of the mail that is being processed."""
        # sudo: nobody writes the log of mails by hand
        line = self.env["crm.service.mailroom"].sudo()._get_line()
        line.write(
            {
                "ticket_id": self.id,
                "outcome": outcome,
                "team_id": self.team_id.id,
                "company_id": self.company_id.id,
            }
        )

    @api.model
    def _prepare_from_mail(self, msg_dict, name, email):
        subject = msg_dict.get("subject") or ""
        body = escape(msg_dict.get("body") or "")
        if is_forward_subject(subject):
            subject = strip_forward_prefix(subject)
        else:
            body = own_words(fields.Html().convert_to_column(body, self) or "")
        return {
            "name": " ".join(subject.split()) or self.env._("Mail without a subject"),
            "description": body,
            "channel": "email",
            "partner_email": email,
            "partner_name": name,
        }

    @api.model
    def _read_sender(self, msg_dict):
        """Return (name, address) of who asks: of a mail that a colleague passes on, its author."""
        name, email = parse_contact_from_email(msg_dict.get("email_from") or "")
        if is_forward_subject(msg_dict.get("subject")) and self._is_colleague(email):
            body = msg_dict.get("body") or ""
            # a page has its lines in its elements, plain text in itself
            forward = parse_forward(html_to_lines(body)) or parse_forward(html2plaintext(body))
            if forward and forward.sender.email:
                name, email = forward.sender
        address = email_normalize(email, strict=False) or email or msg_dict.get("email_from")
        return (name if name != address else "", address or "")

    @api.model
    def _is_colleague(self, email):
        users = self.env["res.users"].sudo()  # sudo: whether somebody works here
        known = Domain("partner_id.email_normalized", "=", email) & Domain("share", "=", False)
        return bool(email and users.search_count(known, limit=1))

    def _kind_of_message(self, message):
        """The mail with which a colleague opens a ticket is no response to anybody."""
        kind = super()._kind_of_message(message)
        is_opening = message.subtype_id == self._creation_subtype()
        return None if is_opening and kind == "response" else kind

from email import policy
from email.parser import BytesHeaderParser

from markupsafe import Markup

from odoo import api, models
from odoo.tools import email_normalize

from ...tools.intake.automatic import why_automatic
from ...tools.intake.heal import read_header
from ...tools.intake.numbers import numbers_in
from ...tools.intake.quotes import mark_quotes
from .crm_service_mailroom import TICKET


class CrmServiceMailroom(models.AbstractModel):
    """Which ticket a mail belongs to, once the host has read it."""

    _inherit = "crm.service.mailroom"

    @api.model
    def _why_automatic(self, raw, team):
        """Return why a mail opens no ticket and is no customer's word, "" if it is one."""
        message = BytesHeaderParser(policy=policy.compat32).parsebytes(raw)
        sender = email_normalize(read_header(message, "From"), strict=False) or ""
        if sender and self.env["mail.alias.domain"]._find_aliases([sender]):
            return "own_address"
        headers = dict(message.items()) | {"Subject": read_header(message, "Subject")}
        reason = why_automatic(headers, sender, team._get_own_lists())
        if reason == "generated" and self._is_allowed(sender):
            return ""
        return reason

    @api.model
    def _is_allowed(self, sender):
        """Whether the host lets this program send as much as it likes."""
        allowed = self.env["mail.gateway.allowed"]
        return bool(allowed.search_count([("email_normalized", "=", sender)], limit=1))

    @api.model
    def _get_line(self):
        """Return the line of the mail that is being processed."""
        return self.env["crm.service.mail"].browse(self.env.context.get("crm_service_mail_id"))

    @api.model
    def _complete(self, msg_dict):
        """Return what the host has read of a mail, with what it does not know.

        An automatic mail is a note to a ticket that is there; nobody is told of it.
        """
        body = msg_dict.get("body")
        if isinstance(body, Markup):  # else it is no page, and the host escapes it
            msg_dict["body"] = Markup(mark_quotes(body))
        if self.env.context["crm_service_mail_reason"]:
            msg_dict["is_internal"] = True
            msg_dict.pop("parent_id", None)
        return msg_dict

    @api.model
    def _reroute(self, msg_dict, routes):
        """Return the host's routes, those to tickets led to the right ones."""
        reason = self.env.context["crm_service_mail_reason"]
        reason = "report" if msg_dict.get("is_bounce") else reason
        kept = []
        for route in routes:
            if route[0] == TICKET:
                # one mail to two teams is one ticket
                is_second = any(other[0] == TICKET for other in kept)
                route = None if is_second else self._reroute_one(route, msg_dict, bool(reason))
            if route:
                kept.append(route)
        if not kept:
            self._get_line().write({"outcome": "dropped", "reason": reason or "gateway"})
        elif reason:
            self._get_line().reason = reason
        return kept

    def _reroute_one(self, route, msg_dict, is_automatic):
        """Return the route to the ticket that a mail is for, None if it is for none."""
        model, thread_id, values, user_id, alias = route
        sender = email_normalize(msg_dict.get("email_from"), strict=False) or ""
        ticket = self.env[TICKET].browse(thread_id or ()).exists()
        ticket = ticket or self._find_by_number(msg_dict.get("subject"), sender)
        if is_automatic:
            return (model, ticket.id, None, user_id, alias) if ticket else None
        values = dict(values or {})
        author = self._find_author(sender, ticket, values)
        msg_dict["author_id"] = author.id or msg_dict.get("author_id")
        if ticket and not self._is_staff(author):
            ticket = ticket._get_latest()
            if not ticket._takes_reply():
                values |= ticket._prepare_follow_up()
                ticket = ticket.browse()
        return (model, ticket.id, values, user_id, alias)

    def _find_author(self, sender, ticket, values):
        """Return who writes from an address, first of all a colleague."""
        team = ticket.team_id or self.env["crm.service.team"].browse(values.get("team_id") or ())
        return self.env[TICKET]._find_sender(sender, team.company_id, ticket)

    @api.model
    def _is_staff(self, partner):
        return any(not user.share for user in partner.user_ids)

    @api.model
    def _find_by_number(self, subject, sender):
        """Return the ticket whose number the subject names, if the sender may write in it."""
        numbers = numbers_in(subject)
        tickets = self.env[TICKET].with_context(active_test=False)
        found = tickets.search([("number", "in", numbers)]) if numbers and sender else tickets
        by_number = {ticket.number: ticket for ticket in found}
        for number in numbers:
            ticket = by_number.get(number, tickets)
            if ticket and self._may_answer(ticket, sender):
                return ticket._get_receiver()
        return tickets

    @api.model
    def _may_answer(self, ticket, sender):
        """Whether a mail of ``sender`` belongs into ``ticket`` though it names the number alone.

        The contact, who follows it, who works for the same customer, and colleagues who may
        read it: numbers can be guessed.
        """
        if sender == ticket.email_normalized:
            return True
        people = ticket._find_senders(sender, ticket.company_id)
        if people & (ticket.partner_id | ticket.message_partner_ids):
            return True
        if ticket.commercial_partner_id in people.commercial_partner_id:
            return True
        users = people.user_ids.filtered(lambda user: not user.share)
        return any(ticket.with_user(user).has_access("read") for user in users)

import base64
import logging
import xmlrpc.client
from datetime import UTC, timedelta
from typing import NamedTuple

import pytz
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ...tools.mailbox.addresses import Address
from ...tools.mailbox.forward import parse_forward
from ...tools.mailbox.mail import Mail, read_mail, recipient_addresses
from ...tools.mailbox.texts import html_to_lines, written_text

_logger = logging.getLogger(__name__)

MAX_CANDIDATES = 50


class Correspondence(NamedTuple):
    """With whom a mail was exchanged; ``mail`` is the one meant, maybe an attached one."""

    direction: str
    people: list[Address]
    mail: Mail
    date: object
    subject: str


class CrmCustomerMailbox(models.AbstractModel):
    """The gateway of filing addresses: who may file, with whom a mail was exchanged.

    It never answers anybody: what is refused is logged and forgotten, so that no loop and
    no backscatter can begin here.
    """

    _name = "crm.customer.mailbox"
    _description = "Filing of Mails"

    @api.model
    def _take(self, message):
        """Take in a raw mail that is for filing addresses.

        :return: (the filing addresses that it names, whether the host is to go on with it)
        """
        raw = self._get_raw(message)
        addresses = recipient_addresses(raw)
        users = self._get_filing_users(addresses)
        domains = self._get_domains() if users else set()
        filing = {}
        for address in addresses:
            name, _at, domain = address.partition("@")
            if name in users and domain in domains:
                filing[address] = users[name]
        if not filing:
            return set(), True
        for user in self.env["res.users"].union(*filing.values()):
            self._receive(user, raw)
        return set(filing), self._is_for_host(set(addresses) - set(filing))

    def _get_raw(self, message):
        if isinstance(message, xmlrpc.client.Binary):
            return bytes(message.data)
        return message.encode("utf-8", "surrogateescape") if isinstance(message, str) else message

    def _is_for_host(self, addresses):
        """Whether an alias of the host is among the recipients too."""
        aliases = self.env["mail.alias"]
        return bool(aliases.search_count([("alias_full_name", "in", list(addresses))], limit=1))

    def _get_filing_users(self, addresses):
        """Return {name: user} for the filing names in ``addresses``, also of users who left."""
        names = {address.partition("@")[0] for address in addresses}
        users = self.env["res.users"].with_context(active_test=False)
        users = users.search([("crm_filing_name", "in", list(names))])
        return users.with_env(self.env).grouped("crm_filing_name")

    def _get_domains(self):
        """Return the domains at which the host receives mails."""
        domains = self.env["mail.alias.domain"].search([])  # pylint: disable=no-search-all
        return {domain.name.lower() for domain in domains}

    def _receive(self, user, raw):
        """File a mail that came to the address of ``user``, once, if its sender may."""
        mail = read_mail(raw)
        reason = self._get_refusal(user, mail)
        if reason:
            _logger.info("Mail to the filing address of user %s left alone: %s", user.id, reason)
            return
        try:
            with self.env.cr.savepoint():
                self._keep(user, mail, raw)
        except UniqueViolation:
            _logger.info("Mail to the filing address of user %s is being filed", user.id)

    def _get_refusal(self, user, mail):
        """Return why a mail is not filed, in a word for the log, None if it is."""
        if not user.active or not user.has_group("crm_customer.group_customer_own"):
            return "no such user any more"
        if mail.is_automatic:
            return "sent by a machine"
        senders = {sender.email for sender in mail.senders}
        if len(senders) != 1 or not senders <= user._crm_get_addresses():
            return "not sent by the user"
        return None

    @api.model
    def _file_raw(self, user_id, text):
        """File a mail of a user without the gateway, as demo data does."""
        raw = text.encode()
        self.sudo()._keep(self.env["res.users"].sudo().browse(user_id), read_mail(raw), raw)

    def _keep(self, user, mail, raw):
        """Write down the mail and its addresses, and file it under those that are known."""
        exchange = self._get_correspondence(user, mail)
        record = self._create_mail(user, exchange, raw, mail.is_damaged)
        if not record:
            return
        filer = self._as_user(user)
        lines = self.env["crm.customer.mail.address"]
        for person in exchange.people or [Address("", "")]:
            contact, is_hidden = filer._find_contact(person.email, record.company_id)
            line = lines.create(
                {
                    "mail_id": record.id,
                    "name": person.name,
                    "email": person.email,
                    "partner_id": (contact or filer._suggest_contact(person)).id,
                    "is_hidden": is_hidden,
                }
            )
            if contact:
                lines |= line
        try:
            with self.env.cr.savepoint():
                record.with_env(filer.env)._file(lines.with_env(filer.env), exchange.mail)
        except UserError as error:  # a refusal of whatever app: the user files it by hand
            _logger.info("Filed mail %s waits: %s", record.id, error)

    def _as_user(self, user):
        """Return this model as ``user``, in all of his companies, the main one first."""
        companies = user.company_id | user.company_ids
        context = {
            "allowed_company_ids": companies.ids,
            "lang": user.lang,
            "tz": user.tz,
        }
        return self.with_user(user).with_context(**context)

    def _create_mail(self, user, exchange, raw, is_damaged):
        """Return the record of a mail, nothing if it has been filed before."""
        mail, mails = exchange.mail, self.env["crm.customer.mail"]
        company = user.company_id
        of_company = Domain("company_id", "=", company.id)
        if mails.search_count(of_company & Domain("message_key", "=", mail.message_id), limit=1):
            return mails
        earlier = mails.search(
            of_company & Domain("message_key", "in", mail.references),
            order="date, id",
            limit=1,
        )
        text = mail.text or html_to_lines(mail.html)
        return mails.create(
            {
                "name": exchange.subject,
                "user_id": user.id,
                "company_id": company.id,
                "date": exchange.date,
                "direction": exchange.direction,
                "excerpt": written_text(text, is_forward=exchange.direction == "in"),
                "message_key": mail.message_id,
                "thread_key": earlier.thread_key
                or mail.references[:1]
                and mail.references[0]
                or mail.message_id,
                "source": base64.b64encode(raw),
                "is_damaged": is_damaged,
            }
        )

    # With whom ------------------------------------------------------------------------

    def _get_correspondence(self, user, mail):
        """Return with whom ``mail`` was exchanged.

        Mail to people outside is the user's own; else it was passed on, and the people
        are those of the mail within.
        """
        date = self._get_date(mail.date)
        outside = self._get_outside(mail.to + mail.cc)
        if outside:
            return Correspondence("out", outside, mail, date, mail.subject)
        within = self._get_within(user, mail, date)
        if not within:
            return Correspondence("out", [], mail, date, mail.subject)
        sender, others, date, subject, meant = within
        written_outside = self._get_outside([sender])
        if written_outside or not sender.email:
            return Correspondence("in", [sender], meant, date, subject)
        return Correspondence("out", self._get_outside(others), meant, date, subject)

    def _get_within(self, user, mail, date):
        """Return (sender, recipients, date, subject, mail) of the mail that was passed on."""
        inner = mail.inner
        if inner and inner.senders:
            when = min(self._get_date(inner.date), date)
            inner.is_damaged |= mail.is_damaged
            return inner.senders[0], inner.to + inner.cc, when, inner.subject, inner
        forward = parse_forward(mail.text) or parse_forward(html_to_lines(mail.html))
        if not forward:
            return None
        when = forward.date
        if when:
            zone = pytz.timezone(user.tz or "UTC")
            when = when if when.tzinfo else zone.localize(when)
            when = when.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        if not when or when.year < 1990 or when > date + timedelta(days=1):
            when = date
        people = forward.to + forward.cc
        return forward.sender, people, when, forward.subject or mail.subject, mail

    def _get_date(self, date):
        """Return when a mail was sent, now if it does not say or says the future."""
        now = fields.Datetime.now()
        return min(date, now) if date else now

    def _get_outside(self, people):
        """Return those who are neither colleagues nor addresses of this Odoo."""
        emails = [person.email for person in people if person.email]
        users = self.env["res.users"].with_context(active_test=False)
        colleagues = users.search(
            Domain("share", "=", False)
            & (Domain("partner_id.email_normalized", "in", emails) | Domain("login", "in", emails))
        )
        ours = {user.email_normalized for user in colleagues}
        ours |= {(user.login or "").lower() for user in colleagues}
        aliases = self.env["mail.alias"].search([("alias_full_name", "in", emails)])
        ours |= set(aliases.mapped("alias_full_name")) | self._get_gateway_addresses()
        # whatever the domain: it may have been another one when the mail was written
        filing = self._get_filing_users(emails)
        ours |= {email for email in emails if email.partition("@")[0] in filing}
        return [person for person in people if person.email and person.email not in ours]

    def _get_gateway_addresses(self):
        """Return the addresses of the companies, and those that catch answers and bounces."""
        domains = self.env["mail.alias.domain"].search([])  # pylint: disable=no-search-all
        companies = self.env["res.company"].search([("email", "!=", False)])
        return {
            *domains.mapped("bounce_email"),
            *domains.mapped("catchall_email"),
            *domains.mapped("default_from_email"),
            *(email_normalize(company.email) for company in companies),
        }

    # Under whom -----------------------------------------------------------------------

    @api.model
    def _find_contact(self, email, company):
        """Return (the contact with this address, whether one is hidden from the user).

        Of several the customer's is meant, and the person rather than the company; contacts
        of several customers are nobody.
        """
        partners = self.env["res.partner"]
        if not email:
            return partners, False
        # sudo: to know whether there is one; filtered by the rights of the user right after
        known = partners.sudo().search([("email_normalized", "=", email)], limit=MAX_CANDIDATES)
        learned = self.env["crm.customer.email"].sudo().search([("email", "=", email)])
        known |= learned.partner_id.filtered("active")
        known = known.filtered(lambda partner: partner.partner_share)
        readable = (
            known.with_user(self.env.user)
            ._filtered_access("read")
            .filtered(
                lambda partner: (
                    partner.sudo().commercial_partner_id.with_user(self.env.user).has_access("read")
                )
            )
        )
        if not readable:
            return partners, any(
                partner.company_id in (company, company.browse()) for partner in known
            )
        customers = readable.commercial_partner_id
        customers = customers.filtered("crm_code") or customers
        if len(customers) > 1:
            return partners, False
        of_customer = readable.filtered(lambda partner: partner.commercial_partner_id == customers)
        persons = of_customer.filtered(lambda partner: not partner.is_company)
        return (persons or of_customer).sorted("id")[:1], False

    @api.model
    def _suggest_contact(self, person):
        """Return the one contact of the user's with the name that stands beside the address."""
        partners = self.env["res.partner"]
        if len(person.name) < 2 or "@" in person.name:
            return partners
        found = partners.search([("name", "=", person.name), ("partner_share", "=", True)], limit=2)
        return found if len(found) == 1 else partners

import logging
import re
import xmlrpc.client
from email import policy
from email.parser import BytesHeaderParser

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from odoo.addons.crm_customer.tools.mailbox.mail import recipient_addresses

from ...tools.intake.heal import heal, message_key, read_header

_logger = logging.getLogger(__name__)

TICKET = "crm.service.ticket"
REFERENCE = re.compile(r"<[^<>\s]{1,250}>")
MAX_REFERENCES = 32


class CrmServiceMailroom(models.AbstractModel):
    """Where mails for the service come in, before the host's gateway reads them.

    It tells which mails are meant for tickets, takes each once, hands it to the host in a
    form that the host can read, and keeps what nobody can read. Called in sudo.
    """

    _name = "crm.service.mailroom"
    _description = "Intake of Service Mails"

    @api.model
    def _get_raw(self, message):
        """Return the bytes of what the gateway was given."""
        if isinstance(message, xmlrpc.client.Binary):
            return bytes(message.data)
        return message.encode("utf-8", "surrogateescape") if isinstance(message, str) else message

    @api.model
    def _is_for_service(self, raw, model):
        """Return (whether a mail is for tickets, the alias of a team that it was sent to)."""
        alias = self._find_alias(recipient_addresses(raw))
        return bool(alias or model == TICKET or self._answers_ticket(raw)), alias

    @api.model
    def _find_alias(self, addresses):
        names = [address.partition("@")[0] for address in addresses]
        local = Domain("alias_name", "in", names) & Domain("alias_incoming_local", "=", True)
        named = Domain("alias_full_name", "in", addresses) | local
        tickets = Domain("alias_model_id", "=", self.env["ir.model"]._get_id(TICKET))
        return self.env["mail.alias"].search(tickets & named, limit=1)

    @api.model
    def _answers_ticket(self, raw):
        message = BytesHeaderParser(policy=policy.compat32).parsebytes(raw)
        headers = f"{message.get('References') or ''} {message.get('In-Reply-To') or ''}"
        references = REFERENCE.findall(headers)[-MAX_REFERENCES:]
        if not references:
            return False
        known = Domain("message_id", "in", references) & Domain("model", "=", TICKET)
        return bool(self.env["mail.message"].search_count(known, limit=1))

    @api.model
    def _take(self, raw, alias, go_on):
        """Let ``go_on(raw, team, **context)`` process a mail that nobody has taken yet.

        :param go_on: the host's gateway; returns the id of a ticket or False
        """
        team = self._team_of(alias)
        line = self.env["crm.service.mail"]._claim(self._prepare_line(raw, team))
        if not line:
            _logger.info("A service mail came again and was left alone")
            return False
        try:
            with self.env.cr.savepoint():
                healed = heal(raw)
                reason = self._why_automatic(healed, team)
                result = go_on(
                    healed, team, crm_service_mail_id=line.id, crm_service_mail_reason=reason
                )
        except OperationalError:
            raise  # a concurrent transaction: the whole mail is tried again
        except Exception:
            _logger.info("A service mail cannot be processed and is kept raw", exc_info=True)
            return self._keep_raw(raw, line, team).id
        if line.outcome == "dropped" and not line.reason:
            line.reason = "gateway"
        return result

    @api.model
    def _team_of(self, alias):
        """Return the team of an alias, by its defaults or its owner."""
        teams = self.env["crm.service.team"]
        return teams.search([("alias_id", "=", alias.id)], limit=1) if alias else teams

    @api.model
    def _prepare_line(self, raw, team):
        message = BytesHeaderParser(policy=policy.compat32).parsebytes(raw)
        sender = read_header(message, "From")
        return {
            "message_key": message_key(raw),
            "date": fields.Datetime.now(),
            "email_from": (email_normalize(sender, strict=False) or sender)[:250],
            "subject": read_header(message, "Subject")[:250],
            "team_id": team.id or None,
            "company_id": team.company_id.id or None,
        }

    @api.model
    def _keep_raw(self, raw, line, team):
        """Return a ticket with the raw mail as its file, for a person to look at."""
        tickets = self.env[TICKET].with_context(mail_create_nosubscribe=True)
        team = team or tickets._find_mail_team()
        ticket = tickets.create(
            {
                "name": line.subject or self.env._("Mail that cannot be read"),
                "channel": "email",
                "team_id": team.id,
                "company_id": team.company_id.id,
                "partner_email": line.email_from,
            }
        )
        ticket._message_log(
            body=self.env._("This mail cannot be read. It is attached as it came."),
            attachment_ids=self._attach_raw(raw, ticket).ids,
        )
        line.write({"ticket_id": ticket.id, "outcome": "damaged", "reason": "unreadable"})
        return ticket

    def _attach_raw(self, raw, ticket):
        return self.env["ir.attachment"].create(
            {
                "name": "mail.eml",
                "raw": raw,
                "mimetype": "message/rfc822",
                "res_model": ticket._name,
                "res_id": ticket.id,
            }
        )

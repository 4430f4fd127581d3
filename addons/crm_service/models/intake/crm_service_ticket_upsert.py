from psycopg2 import DataError, IntegrityError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext, plaintext2html

MAX_RECORDS = 1_000
# what a record may say -> the field that takes it
TEXTS = {
    "subject": "name",
    "contact_name": "partner_name",
    "email": "partner_email",
    "phone": "partner_phone",
    "serial_number": "serial_number",
}
PAGES = {"description": "description", "resolution": "resolution"}
SELECTIONS = {"kind", "impact", "urgency", "priority", "channel"}
# name -> (field of the ticket, field of the record that it names)
LOOKUPS = {
    "team": ("team_id", "name"),
    "category": ("category_id", "complete_name"),
    "stage": ("stage_id", "name"),
    "owner": ("user_id", "login"),
    "product": ("product_id", "default_code"),
    "order": ("order_id", "name"),
    "customer_code": ("partner_id", "crm_code"),
}
KNOWN = {"key", "customer_key", *TEXTS, *PAGES, *SELECTIONS, *LOOKUPS}


class CrmServiceTicket(models.Model):
    """Tickets that other systems send, each known by its key there."""

    _inherit = "crm.service.ticket"

    external_system_id = fields.Many2one(
        "crm.customer.external.system", "Other System", readonly=True, copy=False
    )
    external_key = fields.Char(
        "Key in Other System", readonly=True, copy=False, help="What the other system calls it."
    )

    _external_uniq = models.UniqueIndex(
        "(external_system_id, external_key) WHERE external_key IS NOT NULL",
        "Another ticket has this key in the same system.",
    )

    @api.model
    def upsert(self, system, records):
        """Create or update tickets by the keys of another system; idempotent.

        ``POST /json/2/crm.service.ticket/upsert`` with an API key of a user of the service
        as bearer token::

            {"system": "MES", "records": [
                {"key": "A-4711", "subject": "E23 on line 3", "kind": "incident",
                 "customer_code": "C-10045", "team": "技术支持", "impact": "3"}]}

        What a record does not name stays as it is.

        :param str system: code of an external system
        :param list[dict] records: at most 1,000; ``key`` and any of subject, description,
            resolution, kind, impact, urgency, priority, channel (their technical values), team,
            stage (names), category (full name), owner (login), product (internal reference),
            order (number), serial_number, customer_code, customer_key (of the same system),
            contact_name, email, phone
        :return: per record ``{"key", "id", "number", "action", "issues": [{"field", "value",
            "code", "reason", "suggestion", "level"}]}``; action is created, updated, unchanged
            or refused
        :raise ValidationError: the call itself is wrong; nothing was written
        """
        self.check_access("create")
        # sudo: whether there is such a system
        systems = self.env["crm.customer.external.system"].sudo()
        found = systems._find_for_call(system, records, MAX_RECORDS)
        self._lock_upsert(found)
        lookups = self._upsert_lookups(found, records)
        # sudo: a key is taken also by a ticket that the caller does not see
        known = self.sudo().with_context(active_test=False)
        known = known.search(
            [
                ("external_system_id", "=", found.id),
                ("external_key", "in", [str(record["key"]).strip() for record in records]),
            ]
        )
        by_key = {ticket.external_key: ticket.with_env(self.env) for ticket in known}
        return [self._upsert_one(found, record, lookups, by_key) for record in records]

    @api.model
    def _lock_upsert(self, system):
        """One call per system at a time, so that none creates what another is creating."""
        self.env.cr.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext('crm_service_upsert'), %s)", [system.id]
        )
        if not self.env.cr.fetchone()[0]:
            raise UserError(
                self.env._("Another call of this system is running. Try again in a minute.")
            )

    @api.model
    def _upsert_lookups(self, system, records):
        """Return ``{name: {value: id}}`` of all that the records name."""
        lookups = {}
        for name, (field_name, key) in LOOKUPS.items():
            values = {str(record[name]).strip() for record in records if record.get(name)}
            model = self.env[self._fields[field_name].comodel_name]
            domain = Domain(key, "in", list(values)) & self._upsert_company_domain(model)
            found = model.search(domain, order="id desc") if values else model
            lookups[name] = {record[key]: record.id for record in found}
        keys = [str(record["customer_key"]) for record in records if record.get("customer_key")]
        of_system = Domain("system_id", "=", system.id) & Domain("key", "in", keys)
        found = self.env["crm.customer.external.key"].search(of_system) if keys else ()
        lookups["customer_key"] = {line.key: line.partner_id.id for line in found}
        return lookups

    @api.model
    def _upsert_company_domain(self, model):
        if "company_id" not in model._fields:
            return Domain.TRUE
        return Domain("company_id", "in", [self.env.company.id, False])

    @api.model
    def _upsert_one(self, system, record, lookups, by_key):
        """Return the result for one record; what is wrong with it refuses it alone."""
        key = str(record["key"]).strip()
        ticket = by_key.get(key, self.browse())
        vals, issues = self._upsert_values(record, lookups)
        action = "refused"
        if not any(issue["level"] == "error" for issue in issues):
            try:
                with self.env.cr.savepoint():
                    ticket, action = self._upsert_write(system, key, ticket, vals)
            except AccessError:
                ticket = self.browse()
                issues.append(self._issue(False, key, "access", self.env._("No access.")))
            except (UserError, DataError, IntegrityError, ValueError) as error:
                issues.append(self._issue(False, key, "load_failed", str(error)))
        return {
            "key": key,
            "id": ticket.id,
            "number": ticket.sudo().number,  # sudo: of a ticket just written
            "action": action,
            "issues": issues,
        }

    def _upsert_write(self, system, key, ticket, vals):
        """Return (the ticket, what was done with it).

        :raise UserError: a new ticket has no subject
        """
        if ticket:
            ticket.check_access("write")
            changes = ticket._upsert_changes(vals)
            ticket.write(changes)
            return ticket, "updated" if changes else "unchanged"
        if not vals.get("name"):
            raise UserError(self.env._("A new ticket needs a subject."))
        if not vals.get("partner_id") and vals.get("partner_email"):
            sender = self._find_sender(vals["partner_email"], self.env.company)
            vals["partner_id"] = sender.id
        defaults = {"channel": "api", "company_id": self.env.company.id}
        keys = {"external_system_id": system.id, "external_key": key}
        return self.create(defaults | vals | keys), "created"

    def _upsert_changes(self, vals):
        """Return of ``vals`` what differs from the ticket."""
        changes = {}
        for name, value in vals.items():
            field = self._fields[name]
            old = field.convert_to_write(self[name], self)
            if field.type == "html":
                is_same = html2plaintext(old or "") == html2plaintext(value or "")
            else:
                is_same = (old or False) == (value or False)
            if not is_same:
                changes[name] = value
        return changes

    @api.model
    def _upsert_values(self, record, lookups):
        """Return (values of the ticket, issues) of a record."""
        vals, issues = {}, []
        for name, value in record.items():
            if name not in KNOWN:
                reason = self.env._("There is no such field.")
                issues.append(self._issue(name, value, "unknown_field", reason, "warning"))
            elif name in TEXTS:
                vals[TEXTS[name]] = str(value or "").strip() or False
            elif name in PAGES:
                vals[PAGES[name]] = plaintext2html(str(value)) if value else False
            elif name in SELECTIONS:
                issues += self._upsert_selection(vals, name, value)
            elif name != "key":
                issues += self._upsert_lookup(vals, name, value, lookups)
        return vals, issues

    @api.model
    def _upsert_selection(self, vals, name, value):
        """Put ``value`` into ``vals``, or return what is wrong with it."""
        allowed = self._fields[name].get_values(self.env)
        if value not in allowed:
            reason = self.env._("Not one of: %(values)s.", values=", ".join(allowed))
            return [self._issue(name, value, "invalid", reason)]
        vals[name] = value
        return []

    @api.model
    def _upsert_lookup(self, vals, name, value, lookups):
        field_name = LOOKUPS.get(name, ("partner_id",))[0]
        found = lookups[name].get(str(value or "").strip())
        if value and not found:
            reason = self.env._("There is no such record, or you may not see it.")
            return [self._issue(name, value, "unknown", reason)]
        vals[field_name] = found or False
        return []

    @api.model
    def _issue(self, field, value, code, reason, level="error"):
        return {
            "field": field,
            "value": str(value)[:200],
            "code": code,
            "reason": reason,
            "suggestion": False,
            "level": level,
        }

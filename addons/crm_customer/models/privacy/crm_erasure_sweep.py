from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.phone_validation.tools.phone_validation import phone_get_region_data_for_number

from ...tools.scrub import code_pattern, email_pattern, name_pattern, phone_pattern

# the log, the lists that keep a suppression, and what holds code, no data
SPARED_TABLES = ("crm_erasure", "mail_blacklist", "phone_blacklist", "ir_config_parameter")
SPARED_PREFIXES = ("ir_model", "ir_ui_", "ir_act_", "ir_module")

# the labels of entries that accounting sealed with a hash are a part of it
NOT_SEALED = SQL(
    """
    NOT EXISTS (SELECT FROM account_move m
                 WHERE m.id = account_move_line.move_id AND m.inalterable_hash IS NOT NULL)
    """
)


class Identity(NamedTuple):
    """What tells a person in a text: as found, and as patterns."""

    emails: list  # normalised
    sanitized: list  # phones in E.164
    everywhere: list  # patterns of addresses that are this person's alone
    nearby: list  # patterns of names and shared addresses, for documents of the person


class CrmErasure(models.Model):
    """Takes the person out of free texts, in the database and in one statement a table.

    A name is taken out of what is linked to the person: others have the same. An e-mail
    address, phone number or number of a paper is taken out of every table, unless
    somebody else has it too.
    """

    _inherit = "crm.erasure"

    @api.model
    def _identify(self, people):
        emails = [email for email in people.mapped("email_normalized") if email]
        sanitized = [phone for phone in people.mapped("phone_sanitized") if phone]
        codes = [
            code for person in people for code in (person.vat, person.company_registry) if code
        ]
        own, shared = [], [name_pattern(name) for name in people.mapped("name") if name]
        for field_name, values, make in (
            ("email_normalized", emails, email_pattern),
            ("phone_sanitized", sanitized, self._phone_pattern),
        ):
            for value in values:
                is_shared = self._is_shared(people, field_name, value)
                (shared if is_shared else own).append(make(value))
        upper = people.mapped("parent_id") - people
        upper_codes = {*upper.mapped("vat"), *upper.mapped("company_registry")}
        own += [code_pattern(code) for code in codes if code not in upper_codes]
        return Identity(
            list(dict.fromkeys(emails)),
            list(dict.fromkeys(sanitized)),
            [pattern for pattern in own if pattern],
            [pattern for pattern in shared if pattern],
        )

    @api.model
    def _phone_pattern(self, sanitized):
        region = phone_get_region_data_for_number(sanitized)
        return phone_pattern(region["national_number"], region["phone_code"])

    @api.model
    def _is_shared(self, people, field_name, value):
        others = people.with_context(active_test=False)
        domain = [(field_name, "=", value), ("id", "not in", people.ids)]
        return bool(others.search_count(domain, limit=1))

    def _scrub_linked(self, linked, people, identity):
        """Take names and addresses out of what points at the person, and what hangs on it."""
        patterns = identity.everywhere + identity.nearby
        threads = {
            "res.partner": (people | people.commercial_partner_id | people.parent_id).ids,
            "res.users": people.with_context(active_test=False).user_ids.ids,
        }
        for model, ids in linked.items():
            if model in ("mail.message", "crm.erasure"):
                continue
            self._scrub(self.env[model]._table, patterns, ids)
            self._scrub_lines(self.env[model], ids, patterns)
            threads[model] = ids
        for model, ids in threads.items():
            self._scrub_hanging(model, ids, patterns)
        self._scrub_messages(threads, linked.get("mail.message", []), patterns)

    def _scrub_lines(self, model, ids, patterns):
        """Do the same to the lines of documents: records that go when these go."""
        for field in model._fields.values():
            lines = self.env.get(field.comodel_name) if field.type == "one2many" else None
            if lines is None or not lines._auto or not field.inverse_name:
                continue
            inverse = lines._fields.get(field.inverse_name)
            if inverse and inverse.store and getattr(inverse, "ondelete", "") == "cascade":
                self._scrub(lines._table, patterns, ids, key=inverse.name)

    def _scrub_hanging(self, model, ids, patterns):
        for table in ("mail_activity", "ir_attachment"):
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM %s WHERE res_model = %s AND res_id = ANY(%s)",
                    SQL.identifier(table),
                    model,
                    ids,
                )
            )
            self._scrub(table, patterns, [row[0] for row in rows])

    def _scrub_messages(self, threads, message_ids, patterns):
        found = set(message_ids)
        for model, ids in threads.items():
            found.update(self._messages_of(model, ids).ids)
        ids = sorted(found)
        self._scrub("mail_message", patterns, ids)
        for table in ("mail_tracking_value", "mail_mail"):
            self._scrub(table, patterns, ids, key="mail_message_id")

    def _scrub_everywhere(self, identity):
        if not identity.everywhere:
            return
        # where such an address stands, the name is hers too
        patterns = identity.everywhere + identity.nearby
        for table in self._text_columns():
            self._scrub(table, patterns, finders=identity.everywhere)

    @api.model
    def _text_columns(self, table=None):
        """Return ``{table: [(column, type)]}`` of all tables that hold texts, or of one."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE c.relnamespace = current_schema::regnamespace
                   AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                   AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                   AND a.atttypid IN ('varchar'::regtype, 'text'::regtype, 'jsonb'::regtype)
                   AND (%(table)s::text IS NULL OR c.relname = %(table)s)
                 ORDER BY c.relname, a.attnum
                """,
                table=table,
            )
        )
        columns = defaultdict(list)
        for name, column, kind in rows:
            if name not in SPARED_TABLES and not name.startswith(SPARED_PREFIXES):
                columns[name].append((column, kind))
        return columns

    def _scrub(self, table, patterns, ids=None, key="id", finders=None):
        """Put the pseudonym for what ``patterns`` find, in all texts of ``table``.

        :param ids: values of the column ``key``, None for the whole table
        :param finders: patterns that a row must have, by default any of ``patterns``
        """
        columns = self._text_columns(table).get(table)
        if not columns or not patterns or (ids is not None and not ids):
            return
        pattern = "|".join(f"(?:{pattern})" for pattern in patterns)
        finder = "|".join(f"(?:{pattern})" for pattern in finders or patterns)
        values, finds = [], []
        for column, kind in columns:
            name = SQL.identifier(column)
            values.append(
                SQL(
                    "%s = regexp_replace(%s::text, %s, %s, 'gi')%s",
                    name, name, pattern, self.name, SQL("::jsonb" if kind == "jsonb" else ""),
                )
            )  # fmt: skip
            finds.append(SQL("%s::text ~* %s", name, finder))
        where = SQL("(%s)", SQL(" OR ").join(finds))
        if table == "account_move_line":
            where = SQL("%s AND %s", where, NOT_SEALED)
        if ids is not None:
            where = SQL("%s = ANY(%s) AND %s", SQL.identifier(key), ids, where)
        self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE %s RETURNING 1",
                SQL.identifier(table), SQL(", ").join(values), where,
            )
        )  # fmt: skip

from functools import partial

from odoo import api, fields, models
from odoo.fields import NO_ACCESS, Domain
from odoo.tools import SQL

from ...tools.search_key import search_patterns, search_text

BATCH = 2000
# suggestions looked at, at most
WINDOW = 200
LAST_CHARACTER = "\U0010ffff"
# what of the host's names to search stands in the key
KEYED = {"complete_name", "email", "ref", "vat", "company_registry"}


def _gin_trigram(registry):
    """Return the index, where the database has pg_trgm; without it, LIKE scans."""
    if not registry.has_trigram:
        return ""
    return "USING gin (crm_search gin_trgm_ops) WITH (gin_pending_list_limit = 512)"


class ResPartner(models.Model):
    """Finds partners by name, pinyin, initials, former name, code, tax ID and phone.

    Everything stands in one column, so that one index serves the bitmap scan of a rare
    word, and the filter of a scan in the order of names finds a common one.
    """

    _inherit = "res.partner"

    crm_search = fields.Text(
        "Search Key",
        compute="_compute_crm_search",
        store=True,
        copy=False,
        prefetch=False,
        groups=NO_ACCESS,
    )

    _crm_search_idx = models.Index(_gin_trigram)
    _crm_search_missing_idx = models.Index("(id) WHERE crm_search IS NULL")
    # the order of partners in fields that look for customers or vendors
    _crm_customer_rank_idx = models.Index("(customer_rank DESC, complete_name, id DESC)")
    _crm_supplier_rank_idx = models.Index("(supplier_rank DESC, complete_name, id DESC)")

    @api.depends(
        "complete_name",
        "email",
        "ref",
        "vat",
        "company_registry",
        "phone",
        "phone_sanitized",
        "crm_code",
        "crm_short_name",
        "crm_former_name_ids.name",
    )
    def _compute_crm_search(self):
        for partner in self:
            partner.crm_search = partner._crm_search_key()

    def _crm_search_key(self):
        """Return the text of one partner, see ``tools.search_key``."""
        return search_text(
            names=self._crm_search_names(),
            codes=[self.crm_code, self.ref, self.vat, self.company_registry],
            phones=[self.phone, self.phone_sanitized],
        )

    def _crm_search_names(self):
        """Return the names, in any script, by which this partner is found."""
        return [
            self.complete_name,
            self.crm_short_name,
            *self.crm_former_name_ids.mapped("name"),
            self.email,
        ]

    @api.model
    def _search_display_name(self, operator, value):
        if operator == "not ilike" and isinstance(value, str) and value.strip():
            # the complement of what ilike finds
            return NotImplemented
        domain = super()._search_display_name(operator, value)
        if operator == "ilike" and isinstance(value, str):
            return self._crm_search_domain(domain, value)
        if operator in ("=", "in"):
            values = [value] if isinstance(value, str) else value
            codes = [code for code in values or () if isinstance(code, str) and code]
            return Domain.OR([domain, Domain("crm_code", "in", codes)])
        return domain

    @api.model
    def _crm_search_domain(self, host_domain, value):
        """Return the domain of partners whose key matches ``value``.

        Who has no key yet is found the host's way. What other modules add to the
        host's way is kept for all.
        """
        patterns = search_patterns(value)
        if not patterns:
            return host_domain
        by_key = Domain.custom(to_sql=partial(self._crm_match_sql, patterns, host_domain))
        return Domain.OR([by_key, *self._crm_names_added(host_domain, value)])

    @api.model
    def _crm_match_sql(self, patterns, host_domain, model, alias, query):
        """Say in SQL that the key matches, or that there is none and the host's way does.

        The key stands first: a scan asks in this order, and the host's way is slow. No
        part is ever unknown, so that the opposite is the complement.
        """
        key = model._crm_key_sql(alias)
        if alias == model._table:
            query.crm_by_key = True
        likes = [
            SQL("(%s)", SQL(" OR ").join(SQL("%s LIKE %s", key, pattern) for pattern in group))
            for group in patterns
        ]
        return SQL(
            "((%(key)s IS NOT NULL AND %(likes)s) OR (%(key)s IS NULL AND (%(host)s) IS TRUE))",
            key=key,
            likes=SQL(" AND ").join(likes),
            host=Domain(host_domain).optimize_full(model)._to_sql(model, alias, query),
        )

    @api.model
    def _crm_names_added(self, host_domain, value):
        """Return what the host's domain has beyond the names that the key holds."""
        plain = Domain(models.BaseModel._search_display_name(self, "ilike", value))
        if Domain(host_domain) != plain:
            return [host_domain]
        extra = set(self._rec_names_search) - KEYED
        return [Domain(name, "ilike", value) for name in sorted(extra)]

    @api.model
    def _crm_key_sql(self, alias):
        return SQL.identifier(alias, "crm_search", to_flush=self._fields["crm_search"])

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Put first who has this code, then whose name begins so, then the others.

        Sorting all that match a common term, or walking along the names until enough
        of them do, takes seconds among a million. A list of suggestions needs neither:
        of more than ``WINDOW`` others, any are taken.
        """
        name = (name or "").strip()
        if operator != "ilike" or not search_patterns(name) or not 0 < (limit or 0) <= WINDOW:
            return super().name_search(name, domain, operator, limit)
        domain = Domain(domain or Domain.TRUE)
        first = self._crm_name_search_first(name, domain, limit)
        if len(first) < limit:
            matches = Domain("display_name", "ilike", name) & domain
            others = self._search(matches, limit=WINDOW).get_result_ids()
            first |= self.search(Domain("id", "in", others), limit=limit)
        partners = first[:limit]
        partners.fetch(["display_name"])
        return [(partner.id, partner.display_name) for partner in partners.sudo()]

    @api.model
    def _crm_name_search_first(self, name, domain, limit):
        """Return who has the code ``name``, and whose name begins so, as typed or capital."""
        found = self.search(Domain("crm_code", "=", name.upper()) & domain, limit=limit)
        for start in dict.fromkeys([name, name[0].upper() + name[1:]]):
            if len(found) < limit:
                found |= self._crm_search_beginning(start, domain, limit)
        return found

    @api.model
    def _crm_search_beginning(self, start, domain, limit):
        """Walk along the index of names from ``start``."""
        # by hand, since the ORM lets names that are empty into each range
        begins = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%(name)s >= %(start)s AND %(name)s < %(end)s)",
                name=model._field_to_sql(alias, "complete_name", query),
                start=start,
                end=start + LAST_CHARACTER,
            )
        )
        named = self.search(begins & domain, order="complete_name, id DESC", limit=limit)
        # a collation may put other names in between
        return named.filtered(lambda partner: (partner.complete_name or "").startswith(start))

    @api.model
    def _cron_fill_crm_search(self):
        """Key the partners that have none, in committed batches, until none is left."""
        last_id = 0
        while partners := self._crm_take_unkeyed(last_id):
            partners._crm_write_keys()
            last_id = max(partners.ids)
            left = self._crm_count_unkeyed(last_id)
            if not self.env["ir.cron"]._commit_progress(len(partners), remaining=left):
                return

    @api.model
    def _crm_take_unkeyed(self, after_id=0):
        """Lock partners without key, passing over those that are being edited."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_partner WHERE crm_search IS NULL AND id > %s
                 ORDER BY id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
                """,
                after_id,
                BATCH,
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _crm_count_unkeyed(self, after_id=0):
        """Count the partners without key, up to a bound: counting a million takes a second."""
        return self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FROM (SELECT FROM res_partner
                    WHERE crm_search IS NULL AND id > %s ORDER BY id LIMIT %s) AS missing
                """,
                after_id,
                10 * BATCH,
            )
        )[0][0]

    def _crm_write_keys(self):
        """Store the keys by SQL, since nobody changed these partners."""
        keys = [partner._crm_search_key() for partner in self]
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner SET crm_search = keyed.key
                  FROM unnest(%s, %s) AS keyed (id, key) WHERE res_partner.id = keyed.id
                """,
                self.ids,
                keys,
            )
        )
        self.invalidate_recordset(["crm_search"], flush=False)

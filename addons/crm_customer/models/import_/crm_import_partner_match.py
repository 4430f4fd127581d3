from functools import partial

from odoo import api, models
from odoo.tools import SQL

from .match_sql import NAME_KEY

#: strongest first
KINDS = ("external", "code", "vat", "email", "phone", "name")
#: kinds of which two different values say: not the same customer
STRONG = ("external", "code", "vat")


class CrmImportPartnerMatch(models.AbstractModel):
    """Which staged rows are the same customer, in the file and in the database.

    Everything is set-based: a statement per kind of key. A scored matcher adds a step of its
    own to ``_match_steps``: it sets ``res_id``, ``match_kind`` and ``match_score`` of rows that
    are still without.
    """

    _name = "crm.import.partner.match"
    _description = "Match Imported Rows with Partners"

    @api.model
    def _match_steps(self, job):
        return [
            # companies, and persons without one
            *(partial(self._match_in_file, job, "main", kind) for kind in KINDS),
            partial(self._resolve_chains, job),
            partial(self._merge_same_rows, job),
            *self._match_existing_steps(job, "main"),
            # contact persons inside the company of their row
            partial(self._link_parents, job, "contact", "main"),
            partial(self._match_contacts_in_file, job),
            partial(self._merge_same_rows, job),
            partial(self._match_existing_contacts, job, "email"),
            partial(self._match_existing_contacts, job, "name"),
        ]

    @api.model
    def _key(self, kind, alias):
        return SQL.identifier(alias, f"key_{kind}")

    @api.model
    def _agreement(self, kind, left, right):
        """SQL: no stronger key of the two rows contradicts a match by ``kind``."""
        if kind in STRONG:
            return SQL("TRUE")
        conditions = [
            SQL(
                "(%(a)s IS NULL OR %(b)s IS NULL OR %(a)s = %(b)s)",
                a=self._key(strong, left),
                b=self._key(strong, right),
            )
            for strong in STRONG
        ]
        return SQL(" AND ").join(conditions)

    @api.model
    def _match_in_file(self, job, part, kind):
        """Point rows to the first row of the file that has the same key."""
        named = SQL("(r.vals->>'is_company')::bool") if kind == "name" else SQL("TRUE")
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row r
                   SET same_row_id = f.id, match_kind = %(kind)s, match_score = 1
                  FROM (SELECT %(bare)s AS key, min(id) AS id
                          FROM crm_customer_import_row
                         WHERE import_id = %(job)s AND part = %(part)s AND level != 'error'
                           AND same_row_id IS NULL AND %(bare)s IS NOT NULL
                         GROUP BY 1 HAVING count(*) > 1) first
                  JOIN crm_customer_import_row f ON f.id = first.id
                 WHERE r.import_id = %(job)s AND r.part = %(part)s AND r.level != 'error'
                   AND r.same_row_id IS NULL AND %(key)s = first.key AND r.id != f.id
                   AND %(named)s AND %(agreement)s
                """,
                kind=kind,
                bare=SQL.identifier(f"key_{kind}"),
                key=self._key(kind, "r"),
                job=job.id,
                part=part,
                named=named,
                agreement=self._agreement(kind, "r", "f"),
            )
        )

    @api.model
    def _resolve_chains(self, job):
        """A row that is the same as a row that is the same … : point to the first."""
        while True:
            self.env.cr.execute(
                """
                UPDATE crm_customer_import_row r SET same_row_id = f.same_row_id
                  FROM crm_customer_import_row f
                 WHERE r.import_id = %s AND f.id = r.same_row_id
                   AND f.same_row_id IS NOT NULL
                """,
                (job.id,),
            )
            if not self.env.cr.rowcount:
                return

    @api.model
    def _merge_same_rows(self, job):
        """Fill the gaps of a row from later rows about the same customer."""
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row f SET vals = later.vals || f.vals
              FROM (SELECT d.same_row_id AS id,
                           jsonb_object_agg(e.key, e.value ORDER BY d.number DESC) AS vals
                      FROM crm_customer_import_row d, jsonb_each(d.vals) e
                     WHERE d.import_id = %s AND d.same_row_id IS NOT NULL
                     GROUP BY 1) later
             WHERE f.id = later.id AND NOT later.vals <@ f.vals
            """,
            (job.id,),
        )

    @api.model
    def _match_existing_steps(self, job, part):
        """Return the functions that find the partners of rows that stand for themselves."""
        return [partial(self._match_existing, job, part, kind) for kind in KINDS]

    @api.model
    def _match_existing(self, job, part, kind):
        visible, condition = self._existing(job, kind)
        self._take_hits(job, part, kind, visible, condition)

    @api.model
    def _existing(self, job, kind):
        """Return the partners that the user may see, and how they are found by ``kind``."""
        partners = job._user_env()["res.partner"]
        domain = [("company_id", "in", [False, job.company_id.id])]
        if kind != "external":  # a key means its partner, wherever that has moved
            domain += ["|", ("parent_id", "=", False), ("is_company", "=", True)]
        query = partners._search(domain)
        name = SQL(NAME_KEY.format(column="p.name"))
        phone = SQL("split_part(r.key_phone, '|', 1) = p.phone_sanitized")
        conditions = {
            "external": SQL(
                "EXISTS (SELECT FROM crm_customer_external_key k WHERE k.partner_id = p.id"
                " AND k.system_id = %s AND k.key = r.key_external)",
                job.system_id.id or None,
            ),
            "code": SQL("p.crm_code = r.key_code"),
            "vat": SQL("p.vat = r.key_vat"),
            "email": SQL("p.email_normalized = r.key_email"),
            "phone": SQL("%s AND %s = r.key_name", phone, name),
            "name": SQL("p.is_company AND (r.vals->>'is_company')::bool AND %s = r.key_name", name),
        }
        columns = (
            "id",
            "name",
            "crm_code",
            "vat",
            "email_normalized",
            "phone_sanitized",
            "is_company",
        )
        visible = query.select(*(SQL.identifier(query.table, column) for column in columns))
        return visible, conditions[kind]

    @api.model
    def _no_contradiction(self, kind):
        """SQL: no stronger key of row and partner contradicts a match by ``kind``."""
        if kind in STRONG:
            return SQL("TRUE")
        return SQL(
            "(r.key_vat IS NULL OR COALESCE(p.vat, '') IN ('', r.key_vat))"
            " AND (r.key_code IS NULL OR COALESCE(p.crm_code, r.key_code) = r.key_code)"
        )

    @api.model
    def _take_hits(self, job, part, kind, visible, condition):
        source = SQL("(%s)", visible)
        if kind == "external":
            # from the keys to the partners: the keys are the index
            source = SQL(
                "(SELECT v.*, k.key AS external_key FROM crm_customer_external_key k"
                " JOIN (%s) v ON v.id = k.partner_id WHERE k.system_id = %s)",
                visible,
                job.system_id.id or None,
            )
            condition = SQL("p.external_key = r.key_external")
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row row
                   SET res_id = CASE WHEN hit.count = 1 THEN hit.id END,
                       match_kind = CASE WHEN hit.count = 1 THEN %(kind)s ELSE 'ambiguous' END,
                       match_score = 1,
                       problem = CASE WHEN hit.count > 1 THEN hit.names END
                  FROM (SELECT r.id AS row_id, min(p.id) AS id, count(DISTINCT p.id) AS count,
                               left(string_agg(p.name, ' / '), 200) AS names
                          FROM crm_customer_import_row r JOIN %(source)s p ON %(condition)s
                         WHERE r.import_id = %(job)s AND r.part = %(part)s
                           AND r.level != 'error' AND r.same_row_id IS NULL
                           AND r.res_id IS NULL AND r.match_kind IS DISTINCT FROM 'ambiguous'
                           AND %(key)s IS NOT NULL AND %(agreement)s
                         GROUP BY r.id) hit
                 WHERE row.id = hit.row_id
                """,
                kind=kind,
                source=source,
                condition=condition,
                job=job.id,
                part=part,
                key=self._key(kind, "r"),
                agreement=self._no_contradiction(kind),
            )
        )

    @api.model
    def _match_contacts_in_file(self, job):
        """Point contact persons to the first row with their name in their company."""
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row r
               SET same_row_id = first.id, match_kind = 'name', match_score = 1
              FROM (SELECT parent_row_id, key_name, min(id) AS id
                      FROM crm_customer_import_row
                     WHERE import_id = %(job)s AND part = 'contact' AND level != 'error'
                     GROUP BY 1, 2 HAVING count(*) > 1) first
             WHERE r.import_id = %(job)s AND r.part = 'contact' AND r.level != 'error'
               AND r.parent_row_id = first.parent_row_id AND r.key_name = first.key_name
               AND r.id != first.id
            """,
            {"job": job.id},
        )

    @api.model
    def _link_parents(self, job, part, parent_part):
        """Hang rows on the row that stands for their company: mostly that of their line."""
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row r
               SET parent_row_id = COALESCE(m.same_row_id, m.id)
              FROM crm_customer_import_row m
             WHERE r.import_id = %(job)s AND r.part = %(part)s
               AND m.import_id = %(job)s AND m.part = %(parent)s AND m.number = r.number
               AND r.parent_row_id IS DISTINCT FROM COALESCE(m.same_row_id, m.id)
            """,
            {"job": job.id, "part": part, "parent": parent_part},
        )

    @api.model
    def _match_existing_contacts(self, job, kind):
        condition = {
            "email": SQL("p.email_normalized = r.key_email"),
            "name": SQL("%s = r.key_name", SQL(NAME_KEY.format(column="p.name"))),
        }[kind]
        query = job._user_env()["res.partner"]._search([("parent_id", "!=", False)])
        columns = ("id", "name", "parent_id", "email_normalized")
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row row
                   SET res_id = hit.id, match_kind = %(kind)s, match_score = 1
                  FROM (SELECT r.id AS row_id, min(p.id) AS id
                          FROM crm_customer_import_row r
                          JOIN crm_customer_import_row m ON m.id = r.parent_row_id
                          JOIN (%(visible)s) p ON p.parent_id = m.res_id AND %(condition)s
                         WHERE r.import_id = %(job)s AND r.part = 'contact'
                           AND r.same_row_id IS NULL AND r.res_id IS NULL
                         GROUP BY r.id) hit
                 WHERE row.id = hit.row_id
                """,
                kind=kind,
                visible=query.select(*(SQL.identifier(query.table, column) for column in columns)),
                condition=condition,
                job=job.id,
            )
        )

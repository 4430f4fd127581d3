from psycopg2.extras import Json

from odoo import api, models
from odoo.tools import SQL


class CrmCustomerImport(models.Model):
    """Matching: which rows are whom, and what loading will therefore do."""

    _inherit = "crm.customer.import"

    def _match_rows(self):
        """Find which staged rows are the same customer as another row or an existing one."""
        for step in self._match_steps():
            step()
        self._forget_cached()

    def _match_steps(self):
        """Return the functions that match the rows, in order.

        A worker commits after each, so that none is too long for a million rows. Those of
        the target are the one entry for a scored matcher: see ``_match_steps`` there.
        """
        return [
            self._forget_matches,
            *self._target()._match_steps(self),
            self._report_matches,
            self._decide_actions,
        ]

    def _match_staged(self):
        """Generator: match step by step; ``position`` counts those that are done."""
        steps = self._match_steps()
        while self.position < len(steps):
            steps[self.position]()
            self._forget_cached()
            self._advance(0, position=self.position + 1)
            yield 0

    def _forget_cached(self):
        self.env["crm.customer.import.row"].invalidate_model()
        self.env["crm.customer.import.issue"].invalidate_model()

    def _forget_matches(self):
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row
               SET same_row_id = NULL, res_id = NULL, match_kind = NULL, match_score = NULL,
                   changes = NULL, problem = NULL
             WHERE import_id = %(job)s AND state = 'staged'
               AND (same_row_id IS NOT NULL OR res_id IS NOT NULL OR match_kind IS NOT NULL
                    OR changes IS NOT NULL OR problem IS NOT NULL);
            DELETE FROM crm_customer_import_issue
             WHERE import_id = %(job)s AND code IN ('several_match', 'same_row', 'same_record');
            """,
            {"job": self.id},
        )

    @api.model
    def _analyze_staged(self):
        """Tell the planner of the rows that were copied in a moment ago.

        It keeps others from doing so until the transaction ends, hence one of its own.
        """
        self.env.cr.execute(
            "ANALYZE crm_customer_import_row (import_id, number, part, depth, level, state,"
            " key_external, key_code, key_vat, key_email, key_phone, key_name, parent_row_id,"
            " same_row_id, action, res_model, res_id)"
        )

    def _report_matches(self):
        """Write an issue where several records match, or rows of the file do."""
        self.env.cr.execute(
            """
            INSERT INTO crm_customer_import_issue
                   (import_id, number, position, code, value, params, level)
            SELECT import_id, number, -1, 'several_match', label,
                   jsonb_build_object('names', problem), 'error'
              FROM crm_customer_import_row
             WHERE import_id = %(job)s AND match_kind = 'ambiguous';
            INSERT INTO crm_customer_import_issue
                   (import_id, number, position, code, value, params, level)
            SELECT r.import_id, r.number, -1,
                   CASE WHEN r.res_model = 'res.partner' THEN 'same_row'
                        ELSE 'same_record' END, r.label,
                   jsonb_build_object('row', f.number), 'warning'
              FROM crm_customer_import_row r
              JOIN crm_customer_import_row f ON f.id = r.same_row_id
             WHERE r.import_id = %(job)s AND r.part = 'main'
               AND NOT EXISTS (SELECT FROM crm_customer_import_row c
                                WHERE c.import_id = r.import_id AND c.number = r.number
                                  AND c.depth > r.depth AND c.same_row_id IS NULL);
            """,
            {"job": self.id},
        )

    def _decide_actions(self):
        """Say for each row what loading will do, by the policy."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_customer_import_row row
                   SET action = decided.action,
                       res_id = CASE WHEN decided.is_double THEN NULL ELSE row.res_id END
                  FROM (%s) decided
                 WHERE row.id = decided.id
                   AND (row.action IS DISTINCT FROM decided.action
                        OR decided.is_double AND row.res_id IS NOT NULL)
                """,
                self._decided_actions(),
            )
        )

    def _decided_actions(self):
        """SQL: id, action and whether the record is created in spite of its match."""
        doubles = SQL(
            "(%s = 'create' AND r.match_kind NOT IN ('external', 'code', 'vat'))", self.policy
        )
        return SQL(
            """
            SELECT r.id, COALESCE(%(doubles)s, FALSE) AS is_double, CASE
                   WHEN r.level = 'error' OR r.match_kind = 'ambiguous' THEN 'error'
                   WHEN r.depth > p.depth
                        AND (p.match_kind = 'ambiguous' OR p.level = 'error') THEN 'error'
                   WHEN r.same_row_id IS NOT NULL THEN 'skip'
                   WHEN r.res_id IS NULL OR %(doubles)s THEN 'create'
                   WHEN %(policy)s IN ('skip', 'create') THEN 'skip'
                   ELSE 'update' END AS action
              FROM crm_customer_import_row r
              LEFT JOIN crm_customer_import_row p
                ON p.id = r.parent_row_id AND p.import_id = %(job)s
             WHERE r.import_id = %(job)s AND r.state = 'staged' AND r.res_model IS NOT NULL
            """,
            doubles=doubles,
            policy=self.policy,
            job=self.id,
        )

    def _preview_updates(self):
        """Generator: store what updating would change; a row without change is left."""
        while rows := self._fetch_rows("action = 'update' AND id > %s", self.position):
            found = []
            for row, _record, changes in self._update_plan(rows):
                found.append((row["id"], "update" if changes else "skip", changes))
            self._store_preview(found)
            self._advance(0, position=rows[-1]["id"])
            yield len(rows)

    def _store_preview(self, found):
        self.env.cr.execute_values(
            """
            UPDATE crm_customer_import_row row SET action = new.action, changes = new.changes
              FROM (VALUES %s) AS new(id, action, changes) WHERE row.id = new.id
            """,
            [(row_id, action, Json(changes)) for row_id, action, changes in found],
            template="(%s, %s, %s::jsonb)",
            page_size=1000,
        )

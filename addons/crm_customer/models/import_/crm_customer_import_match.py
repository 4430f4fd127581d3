from psycopg2.extras import Json

from odoo import models
from odoo.tools import SQL


class CrmCustomerImport(models.Model):
    """Matching: which rows are whom, and what loading will therefore do."""

    _inherit = "crm.customer.import"

    def _match_rows(self):
        """Find which staged rows are the same customer as another row or an existing one.

        The one entry for a scored matcher: override it, call super, and set
        ``res_id``, ``match_kind`` and ``match_score`` of rows that are still without.
        """
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row
               SET same_row_id = NULL, res_id = NULL, match_kind = NULL, match_score = NULL,
                   action = NULL, changes = NULL, problem = NULL
             WHERE import_id = %(job)s AND state = 'staged'
               AND (action IS NOT NULL OR match_kind IS NOT NULL);
            DELETE FROM crm_customer_import_issue
             WHERE import_id = %(job)s AND code IN ('several_match', 'same_row', 'same_record');
            """,
            {"job": self.id},
        )
        # the planner knows nothing of rows that were copied in a moment ago
        self.env.cr.execute("ANALYZE crm_customer_import_row")
        self._target()._match(self)
        self._report_matches()
        self._decide_actions()
        self.env["crm.customer.import.row"].invalidate_model()
        self.env["crm.customer.import.issue"].invalidate_model()

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
                UPDATE crm_customer_import_row
                   SET action = CASE
                       WHEN level = 'error' OR match_kind = 'ambiguous' THEN 'error'
                       WHEN same_row_id IS NOT NULL THEN 'skip'
                       WHEN res_id IS NULL THEN 'create'
                       WHEN %(policy)s = 'create'
                            AND match_kind NOT IN ('external', 'code', 'vat') THEN 'create'
                       WHEN %(policy)s IN ('skip', 'create') THEN 'skip'
                       ELSE 'update' END,
                       res_id = CASE WHEN %(policy)s = 'create'
                            AND match_kind NOT IN ('external', 'code', 'vat')
                            THEN NULL ELSE res_id END
                 WHERE import_id = %(job)s AND state = 'staged' AND res_model IS NOT NULL;
                UPDATE crm_customer_import_row r
                   SET action = 'error'
                  FROM crm_customer_import_row p
                 WHERE r.import_id = %(job)s AND p.id = r.parent_row_id
                   AND p.import_id = %(job)s AND r.depth > p.depth
                   AND (p.match_kind = 'ambiguous' OR p.level = 'error');
                """,
                policy=self.policy,
                job=self.id,
            )
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

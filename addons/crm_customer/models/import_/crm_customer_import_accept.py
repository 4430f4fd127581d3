from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.import_ import Row
from .crm_customer_import_check import BATCH, UNDECIDED


class CrmCustomerImport(models.Model):
    """Suggestions of the check, put into the cells."""

    _inherit = "crm.customer.import"

    def action_accept_all(self):
        """Accept every suggestion of this import."""
        self.ensure_one()
        self._accept_suggestions(Domain.TRUE)
        return True

    def _accept_suggestions(self, domain):
        """Put the suggestions of issues into their cells and check these rows again.

        :param domain: which of this import's issues
        """
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state != "checked":
            raise UserError(self.env._("Suggestions can be accepted after checking only."))
        issues = self.env["crm.customer.import.issue"]
        open_issues = Domain("import_id", "=", self.id) & Domain("is_accepted", "=", False)
        mendable = Domain("suggestion", "!=", False) & Domain("position", ">=", 0)
        query = issues._search(Domain(domain) & open_issues & mendable)
        self.env.cr.execute(
            SQL(
                "UPDATE crm_customer_import_issue SET is_accepted = TRUE WHERE id IN %s",
                query.subselect(),
            )
        )
        count = self.env.cr.rowcount
        issues.invalidate_model()
        if count:
            self._write_log(self.env._("%(count)s suggestions accepted.", count=count))
            self._start("check", "accept", work_total=count, **UNDECIDED)

    def _accept_marked(self):
        """Generator: patch and check the rows whose suggestions were accepted, in batches."""
        checker, tools = self._make_checker(), self._target()._get_tools(self)
        while accepted := self._fetch_accepted():
            rows = self._patched_rows(accepted)
            self._delete_rows(list(accepted))
            self._stage(rows, checker, tools)
            done = sum(max(1, len(texts)) for texts in accepted.values())
            self._advance(done, position=max(accepted))
            yield len(rows)

    def _fetch_accepted(self):
        """Return ``{number: {column: text}}`` of the next rows after ``position``.

        A row without text has a value that was decided: it is read again as it is.
        """
        self.env.cr.execute(
            """
            SELECT number, jsonb_object_agg(position, suggestion)
              FROM crm_customer_import_issue
             WHERE import_id = %s AND number > %s AND is_accepted
             GROUP BY number ORDER BY number LIMIT %s
            """,
            (self.id, self.position, BATCH),
        )
        return {
            number: {int(column): text for column, text in texts.items() if text is not None}
            for number, texts in self.env.cr.fetchall()
        }

    def _patched_rows(self, accepted):
        """Return the engine's rows with the accepted texts in their cells."""
        self.env.cr.execute(
            """
            SELECT number, cells, flags FROM crm_customer_import_row
             WHERE import_id = %s AND number = ANY(%s) AND cells IS NOT NULL
             ORDER BY number
            """,
            (self.id, list(accepted)),
        )
        rows = []
        for number, cells, flags in self.env.cr.fetchall():
            flags = {int(column): code for column, code in (flags or {}).items()}
            for column, text in accepted[number].items():
                cells[column] = text
                flags.pop(column, None)
            rows.append(Row(number, cells, flags))
        return rows

    def _delete_rows(self, numbers):
        for table in ("row", "issue"):
            self.env.cr.execute(
                f"DELETE FROM crm_customer_import_{table}"
                " WHERE import_id = %s AND number = ANY(%s)",
                (self.id, numbers),
            )
        self.env["crm.customer.import.row"].invalidate_model()
        self.env["crm.customer.import.issue"].invalidate_model()

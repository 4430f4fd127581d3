from odoo import models
from odoo.exceptions import UserError

from ...tools.import_ import Row
from .crm_customer_import_check import BATCH


class CrmCustomerImport(models.Model):
    """Suggestions of the check, put into the cells."""

    _inherit = "crm.customer.import"

    def action_accept_all(self):
        """Accept every suggestion of this import."""
        self.ensure_one()
        self._accept_suggestions(self.issue_ids)
        return True

    def _accept_suggestions(self, issues):
        """Put the suggestions of ``issues`` into their cells and check these rows again."""
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state != "checked":
            raise UserError(self.env._("Suggestions can be accepted after checking only."))
        job = self.sudo()
        issues = issues.sudo().filtered(
            lambda issue: issue.suggestion and not issue.is_accepted and issue.position >= 0
        )
        by_row = issues.grouped("number")
        accepted = [
            (issue.number, issue.position, issue.code, issue.suggestion) for issue in issues
        ]
        rows = job._patched_rows(by_row)
        job._delete_rows(list(by_row))
        checker, tools = job._make_checker(), job._target()._get_tools(job)
        for start in range(0, len(rows), BATCH):
            job._stage(rows[start : start + BATCH], checker, tools)
        job._write_log(self.env._("%(count)s suggestions accepted.", count=len(accepted)))
        job._start("check", "match", state="mapped", position=0)

    def _patched_rows(self, issues_by_row):
        """Return the engine's rows with the suggestions in their cells."""
        self.env.cr.execute(
            """
            SELECT number, cells, flags FROM crm_customer_import_row
             WHERE import_id = %s AND number = ANY(%s) AND cells IS NOT NULL
             ORDER BY number
            """,
            (self.id, list(issues_by_row)),
        )
        rows = []
        for number, cells, flags in self.env.cr.fetchall():
            flags = {int(column): code for column, code in (flags or {}).items()}
            for issue in issues_by_row[number]:
                cells[issue.position] = issue.suggestion
                flags.pop(issue.position, None)
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

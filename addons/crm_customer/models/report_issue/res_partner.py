from odoo import models

from ...tools.personal_data import Holding
from ...tools.report_issue.workbook import mentions
from ...tools.scrub import email_pattern, name_pattern

BATCH = 100


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _crm_personal_data(self):
        """Readers' copies whose figures name the person; the issue itself stays."""
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Copies of Reports"),
                self._crm_find_report_copies(),
                ("issue_id", "user_id"),
            ),
        ]

    def _crm_find_report_copies(self):
        """Return the copies with the name or an address of these people, called in sudo.

        What a copy shows is in its files alone. The workbook holds what the PDF holds.
        """
        copies = self.env["crm.report.copy"]
        patterns = [name_pattern(name) for name in self.mapped("name") if name]
        patterns += [email_pattern(email) for email in self.mapped("email_normalized") if email]
        pattern = "|".join(filter(None, patterns))
        if not pattern:
            return copies
        # whatever the rule of the reader's own: in sudo there is none
        ids = copies.search([("xlsx_id", "!=", False)], order="id").ids
        found = []
        for start in range(0, len(ids), BATCH):
            for copy in copies.browse(ids[start : start + BATCH]):
                if mentions(copy.xlsx_id.raw or b"", pattern):
                    found.append(copy.id)
            self.env["ir.attachment"].invalidate_model(["raw", "datas"], flush=False)
        return copies.browse(found)

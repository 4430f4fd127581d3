from odoo import api, fields, models
from odoo.tools import SQL

DAYS_PARAMETER = "crm_customer.report_days"
DAYS = 0
#: of an issue that went out long ago
EXPIRED = """
    issue_id IN (SELECT id FROM crm_report_issue
                  WHERE state IN ('sent', 'archived') AND date_sent < %s)
"""


class CrmReportCopy(models.Model):
    """The files that one reader got of an issue: his figures, nobody else's to see."""

    _name = "crm.report.copy"
    _description = "A Reader's Copy of a Report"
    _inherit = "crm.retention.mixin"
    _order = "id desc"
    _kept_parameter = DAYS_PARAMETER
    _rec_name = "issue_id"

    issue_id = fields.Many2one("crm.report.issue", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Reader", required=True, index=True, ondelete="cascade")
    pdf_id = fields.Many2one("ir.attachment", "PDF", ondelete="set null")
    xlsx_id = fields.Many2one("ir.attachment", "Workbook", ondelete="set null")

    _once = models.UniqueIndex("(issue_id, user_id)", "This reader has a copy already.")

    @api.model
    def _sql_expired(self, limit):
        return SQL(EXPIRED, limit)

    def _store(self, pdf, xlsx):
        """Attach the files to this copy, which lets only its reader see them."""
        self.ensure_one()
        name = self.issue_id.name.replace("/", "-")
        for field_name, suffix, content in (
            ("pdf_id", "pdf", pdf),
            ("xlsx_id", "xlsx", xlsx),
        ):
            self[field_name] = self.env["ir.attachment"].create(
                {
                    "name": f"{name}.{suffix}",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )

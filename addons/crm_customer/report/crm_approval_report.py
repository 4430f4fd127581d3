from odoo import api, models


class ReportApprovalSheet(models.AbstractModel):
    """The paper for the file: what was asked, who decided what and when.

    Read as the user who prints.
    """

    _name = "report.crm_customer.report_approval_sheet"
    _description = "Approval Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        approvals = self.env["crm.approval"].browse(docids)
        approvals.check_access("read")
        return {"doc_model": "crm.approval", "docs": approvals}

from odoo import api, models


class ReportSwot(models.AbstractModel):
    """One page of a SWOT analysis, read as the user who prints."""

    _name = "report.crm_sales.report_swot"
    _description = "SWOT Analysis, Printed"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_model": "crm.sales.swot",
            "docs": self.env["crm.sales.swot"].browse(docids),
            "proofs": self._count_proofs,
            "rest": self._count_rest,
        }

    def _count_proofs(self, point):
        return self.env._("findings: %(count)s", count=len(point.finding_ids))

    def _count_rest(self, count):
        return self.env._("and %(count)s more", count=count)

from odoo import api, models

from ..tools.improvement.quarter import bounds


class ReportRoadmap(models.AbstractModel):
    """The improvements chosen, a page for each quarter."""

    _name = "report.crm_service.report_roadmap"
    _description = "Roadmap"

    @api.model
    def _get_report_values(self, docids, data=None):
        improvements = self.env["crm.service.improvement"].browse(docids)
        by_quarter = improvements.grouped("quarter")
        quarters = sorted(by_quarter, key=lambda quarter: quarter or "9999")
        return {
            "doc_model": improvements._name,
            "docs": improvements,
            "pages": [
                {
                    "quarter": quarter,
                    "bounds": bounds(quarter) if quarter else None,
                    "improvements": by_quarter[quarter].sorted(),
                }
                for quarter in quarters
            ],
        }

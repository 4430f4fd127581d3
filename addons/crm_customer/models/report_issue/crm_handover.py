from odoo import api, models

from ...tools.handover.handover import Source

SERIES = "crm.report.series"


class CrmHandover(models.Model):
    """Reports that the person comments on, and the comments still to be written."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        # before the activities, which go where their reports go
        reports = Source("report_series", self.env._("Reports to comment on"), SERIES)
        return [reports, *super()._handover_sources()]

    def _found_activities(self, source, activities, found):
        rows = super()._found_activities(source, activities, found)
        series = {
            res_id: key
            for other, keys in found.items()
            if other.model == SERIES
            for res_id, key in keys
        }
        on_issues = activities.filtered(lambda one: one.res_model == "crm.report.issue")
        issues = self.env["crm.report.issue"].sudo().browse(on_issues.mapped("res_id")).exists()
        report_of = {issue.id: issue.series_id.id for issue in issues}
        own = {one.id: series.get(report_of.get(one.res_id)) for one in on_issues}
        return [(activity_id, own.get(activity_id) or key) for activity_id, key in rows]

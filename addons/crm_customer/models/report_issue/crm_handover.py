from odoo import api, models

from ...tools.handover.handover import Source

SERIES = "crm.report.series"
ISSUE = "crm.report.issue"
DECISION = "crm.report.decision"
READER = "report_reader"


class CrmHandover(models.Model):
    """Reports that the person comments on or reads, and what was decided that he does.

    All of one report goes to one successor: who acts on a report is a reader of it.
    """

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        to_do = (("state", "in", ("open", "planned")),)
        # before the activities, which go where their reports and decisions go
        return [
            Source("report_series", self.env._("Reports to comment on"), SERIES),
            Source(READER, self.env._("Reports received"), SERIES, field="reader_ids"),
            Source("report_decision", self.env._("Decisions to carry out"), DECISION, to_do),
            *super()._handover_sources(),
        ]

    def _found(self, source, found):
        rows = super()._found(source, found)
        if source.model == SERIES:
            return [(res_id, self._report_key(res_id)) for res_id, _key in rows]
        if source.model == DECISION:
            # sudo: as all that is searched here
            decisions = self.env[DECISION].sudo().browse(res_id for res_id, _key in rows)
            return [(one.id, self._report_key(one.issue_id.series_id.id)) for one in decisions]
        return rows

    @api.model
    def _report_key(self, series_id):
        return (1, "report_series", series_id)

    def _found_activities(self, source, activities, found):
        rows = super()._found_activities(source, activities, found)
        moved = {key for keys in found.values() for _id, key in keys}
        on_issues = activities.filtered(lambda one: one.res_model == ISSUE)
        issues = self.env[ISSUE].sudo().browse(on_issues.mapped("res_id")).exists()
        report_of = {issue.id: self._report_key(issue.series_id.id) for issue in issues}
        own = {one.id: report_of.get(one.res_id) for one in on_issues}
        return [
            (activity_id, own[activity_id] if own.get(activity_id) in moved else key)
            for activity_id, key in rows
        ]

    def _move_group(self, model, field_name, items, undo):
        if model == SERIES and field_name == "reader_ids" and not undo:
            self._keep_readers(items)
        return super()._move_group(model, field_name, items, undo)

    @api.model
    def _keep_readers(self, items):
        """Note whom to leave on the list on undoing: who read the report before."""
        records = self.env[SERIES].sudo().browse(items.mapped("res_id")).exists()
        readers = {series.id: series.reader_ids.ids for series in records}
        items.filtered(lambda item: item.new_value in readers.get(item.res_id, ())).new_value = 0

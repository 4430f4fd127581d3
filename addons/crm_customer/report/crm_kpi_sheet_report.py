from markupsafe import Markup

from odoo import api, models

WIDTH, HEIGHT = 120, 28
# points of a trend line at most
POINTS = 40


class ReportKpiSheet(models.AbstractModel):
    """The performance sheet of a person and period; everything is read as who prints."""

    _name = "report.crm_customer.report_kpi_sheet"
    _description = "Performance Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        sheets = self.env["crm.kpi.sheet"].browse(docids)
        return {
            "doc_model": "crm.kpi.sheet",
            "docs": sheets,
            "trends": {goal.id: self._draw_trend(goal) for goal in sheets.goal_ids},
            "counts": {sheet.id: self._count(sheet) for sheet in sheets},
        }

    def _count(self, sheet):
        """Return ``[(status as people read it, number of goals)]`` of those that there are."""
        labels = dict(sheet.goal_ids._fields["status"]._description_selection(self.env))
        statuses = sheet.goal_ids.mapped("status")
        return [
            (label, statuses.count(status))
            for status, label in labels.items()
            if status in statuses
        ]

    def _draw_trend(self, goal):
        """Return the snapshots as a small line, empty below two of them."""
        rows = goal.value_ids.filtered("has_value").sorted("date")
        values = [row.value for row in rows][-POINTS:]
        if len(values) < 2:
            return Markup("")
        low, high = min(values), max(values)
        span = (high - low) or 1
        points = " ".join(
            f"{place * WIDTH / (len(values) - 1):.1f},"
            f"{HEIGHT - 2 - (value - low) / span * (HEIGHT - 4):.1f}"
            for place, value in enumerate(values)
        )
        return Markup(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='{}'>"
            "<polyline points='{}' fill='none' stroke='#4a6fa5' stroke-width='2'/></svg>"
        ).format(WIDTH, HEIGHT, points)

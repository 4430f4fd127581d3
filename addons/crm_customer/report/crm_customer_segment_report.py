from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_amount

WEEKS = 13
GROUPS = 8


class ReportCustomerSegment(models.AbstractModel):
    """A segment on paper: what it is, how large, where it goes, whom it holds.

    Everything is read as the user who prints, in the company that is switched on.
    """

    _name = "report.crm_customer.report_customer_segment"
    _description = "Segment Report"

    @api.model
    def _get_report_values(self, docids, data=None):
        segments = self.env["crm.customer.segment"].browse(docids)
        return {
            "doc_model": "crm.customer.segment",
            "docs": segments,
            "company": self.env.company,
            "today": fields.Date.context_today(self),
            "sheets": {segment.id: self._prepare_sheet(segment) for segment in segments},
        }

    def _prepare_sheet(self, segment):
        domain = [
            ("company_id", "=", self.env.company.id),
            ("segment_ids", "in", segment.ids),
        ]
        profiles = self.env["crm.customer.profile"]
        count, revenue, total = profiles._read_group(
            domain, [], ["__count", "revenue_12m:sum", "revenue_total:sum"]
        )[0]
        return {
            "words": segment._get_words(),
            "count": count,
            "revenue": self._format(revenue),
            "average": self._format(revenue / count) if count else self._format(0),
            "total": self._format(total),
            "trend": self._get_trend(segment),
            "parts": [
                (self.env._("By Level"), self._get_groups(domain, "level_id", count)),
                (self.env._("By Lifecycle"), self._get_groups(domain, "lifecycle", count)),
                (self.env._("By Owner"), self._get_groups(domain, "user_id", count)),
            ],
        }

    def _format(self, amount):
        return format_amount(self.env, amount or 0, self.env.company.currency_id)

    def _get_groups(self, domain, name, count):
        """Return ``[{name, count, share in percent, revenue}]``, the largest first."""
        profiles = self.env["crm.customer.profile"]
        rows = profiles._read_group(
            domain, [name], ["__count", "revenue_12m:sum"], order="__count DESC", limit=GROUPS
        )
        labels = {}
        if profiles._fields[name].type == "selection":
            labels = dict(profiles._fields[name].get_description(self.env)["selection"])
        return [
            {
                "name": self._get_label(value, labels),
                "count": number,
                "share": round(100 * number / count) if count else 0,
                "revenue": self._format(revenue),
            }
            for value, number, revenue in rows
        ]

    def _get_label(self, value, labels):
        if not value:
            return self.env._("None")
        return labels[value] if labels else value.display_name

    def _get_trend(self, segment):
        """Return ``[{week, size, width in percent, came, left}]`` of the last weeks."""
        start = fields.Date.context_today(self) - timedelta(weeks=WEEKS)
        rows = self.env["crm.customer.segment.size"].search(
            [
                ("segment_id", "=", segment.id),
                ("company_id", "=", self.env.company.id),
                ("is_last_of_week", "=", True),
                ("week", ">=", start),
            ],
            order="date",
        )
        largest = max(rows.mapped("size"), default=0) or 1
        return [
            {"day": row.date, "size": row.size, "width": round(100 * row.size / largest)}
            for row in rows
        ]

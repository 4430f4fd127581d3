from datetime import datetime, time, timedelta

import pytz

from odoo import api, models


class ReportAccessReview(models.AbstractModel):
    """The paper of a review: decisions, and what the logs say of its period."""

    _name = "report.crm_customer.report_access_review"
    _description = "Access Review"

    @api.model
    def _get_report_values(self, docids, data=None):
        reviews = self.env["crm.access.review"].browse(docids)
        reviews.check_access("read")
        return {
            "doc_model": reviews._name,
            "docs": reviews,
            "facts": {review.id: self._facts(review) for review in reviews},
        }

    def _facts(self, review):
        return {
            "lines": review.line_ids,
            "unused": review.line_ids.filtered(lambda line: line.usage == "unused"),
            "failures": self._failures(review),
            "data": self._data(review),
        }

    @api.model
    def _failures(self, review):
        """Return ``[(who, attempts, days, last attempt)]``, most attempts first.

        Internal users of the company one by one; users of the portal together; names
        that nobody has, which belong to no company, together.
        """
        # sudo: who may read the review may read its logs, managers and administrators alike
        failures = self.env["crm.access.failure"].sudo().with_context(active_test=False)
        rows = failures._read_group(
            [
                ("date", ">=", review.date_from),
                ("date", "<=", review.date_to),
                "|",
                ("user_id", "=", False),
                ("user_id.company_ids", "in", review.company_id.ids),
            ],
            ["user_id"],
            ["attempt_count:sum", "date:count_distinct", "date_last:max"],
        )
        found = {}
        for user, *figures in rows:
            who = self._who(user)
            found[who] = self._add(found.get(who), figures)
        return sorted(((who, *figures) for who, figures in found.items()), key=lambda row: -row[1])

    @api.model
    def _who(self, user):
        if not user:
            return self.env._("Unknown names")
        return self.env._("Portal users") if user.share else f"{user.name} ({user.login})"

    @api.model
    def _add(self, known, figures):
        """Add up attempts; of days and last attempts the larger counts."""
        attempts, days, last = known or (0, 0, figures[2])
        return attempts + figures[0], max(days, figures[1]), max(last, figures[2])

    @api.model
    def _data(self, review):
        """Return ``[(user name, exports, records exported, values revealed)]`` by name."""
        domain = self._period(review)
        # sudo: who may read the review may read its logs, managers and administrators alike
        exports = self.env["crm.access.export"].sudo()
        exported = {
            user: (count, records or 0)
            for user, count, records in exports._read_group(
                domain, ["user_id"], ["__count", "record_count:sum"]
            )
        }
        reveals = self.env["crm.access.reveal"].sudo()
        revealed = dict(reveals._read_group(domain, ["user_id"], ["__count"]))
        users = {user.id: user for user in (*exported, *revealed)}
        rows = [
            (
                user.name or self.env._("Deleted users"),
                *exported.get(user, (0, 0)),
                revealed.get(user, 0),
            )
            for user in users.values()
        ]
        return sorted(rows)

    @api.model
    def _period(self, review):
        """Return the domain of the logs of the company in the period, by its own clock."""
        zone = pytz.timezone(review.company_id._crm_zone())
        start, end = (
            zone.localize(datetime.combine(day, time())).astimezone(pytz.utc).replace(tzinfo=None)
            for day in (review.date_from, review.date_to + timedelta(days=1))
        )
        return [
            ("company_id", "=", review.company_id.id),
            ("date", ">=", start),
            ("date", "<", end),
        ]

from datetime import timedelta
from decimal import Decimal

from ..common import MONDAY, SalesCommon

START = MONDAY.date()


class PipelineCommon(SalesCommon):
    """A company whose pipeline begins on the Monday; what the demo brought is out of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days = cls.env["crm.sales.pipeline.day"]
        cls.snapshots = cls.env["crm.sales.pipeline.snapshot"]
        cls.days.search([]).unlink()
        cls.snapshots.search([]).unlink()
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE crm_lead SET type = 'lead'")
        cls.env.invalidate_all()
        cls.company = cls.env.company

    def _take(self, days=0, hours=17):
        """Take the snapshot of the day ``days`` after the Monday, in the night after it."""
        with self._at(days, hours):
            return self.days._take(self.company, START + timedelta(days=days))

    def _on(self, days):
        """Return {opportunity: (status, value)} as of a day after the Monday."""
        rows = self.snapshots.search([("as_of", "=", START + timedelta(days=days))])
        return {row.lead_id: (row.status, row.value) for row in rows}

    def _story(self, opening, closing, **values):
        story = dict.fromkeys(("start", "stop", "team", "user"))
        return story | {
            "company": self.company.id,
            "opening": START + timedelta(days=opening),
            "closing": START + timedelta(days=closing),
            **values,
        }

    def _told(self, user=None, **story):
        """Return {movement: sum} of what is not 0, as ``user`` sees it."""
        snapshots = self.snapshots.with_user(user or self.sales_manager)
        sums, _counts = snapshots._get_waterfall(self._story(**story))
        return {name: float(value) for name, value in sums.items() if value != Decimal(0)}

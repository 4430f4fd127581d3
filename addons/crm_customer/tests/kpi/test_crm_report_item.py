from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, KpiCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestKpiInReport(KpiCommon):
    def _create_series(self, readers):
        """Create a series that shows the interactions and the revenue."""
        kpis = self.interactions | self.env.ref("crm_customer.crm_kpi_revenue")
        item = {"name": "KPIs", "kind": "kpi", "kpi_ids": [Command.set(kpis.ids)]}
        return self.env["crm.report.series"].create(
            {
                "name": "Figures",
                "company_id": self.company.id,
                "user_id": self.user_all.id,
                "reader_ids": [Command.set(readers.ids)],
                "item_ids": [Command.create(item)],
            }
        )

    def test_each_reader_gets_the_figures_of_the_own_rights(self):
        self.env["ir.rule"].create(
            {
                "name": "Only own interactions",
                "model_id": self.env["ir.model"]._get_id("crm.customer.interaction"),
                "domain_force": "[('user_id', '=', user.id)]",
            }
        )
        self._record("2026-02-03 02:00:00", "2026-03-02 02:00:00", "2026-03-03 02:00:00")
        self._record("2026-03-02 02:00:00", user=self.user_team)
        series = self._create_series(self.user_own | self.user_team)
        rows = {}
        for user in (self.user_own, self.user_team):
            env = self.env(user=user, context={"allowed_company_ids": self.company.ids})
            part = series.item_ids._get_part(env)
            rows[user] = {row[0]: row[2:] for row in part.rows}
        self.assertEqual(
            part.columns[2:],
            [
                "2026-01-01 – 2026-01-31",
                "2026-02-01 – 2026-02-28",
                "2026-03-01 – 2026-03-04",
            ],
        )
        self.assertEqual(rows[self.user_own]["Interactions"], [0, 1, 2])
        self.assertEqual(rows[self.user_team]["Interactions"], [0, 0, 1])
        # no access to orders
        self.assertEqual(rows[self.user_own]["Revenue"], ["–"] * 3)

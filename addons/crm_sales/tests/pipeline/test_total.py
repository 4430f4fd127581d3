from datetime import timedelta

from odoo.tests import tagged

from .common import START, PipelineCommon

EQUAL = """
SELECT day.date, row.stage_id, row.owner_id, row.team_id, count(*), sum(row.value)
  FROM crm_sales_pipeline_day day, crm_sales_pipeline_snapshot row
 WHERE row.company_id = day.company_id AND row.status = 'open' AND day.state <> 'missed'
   AND day.date >= row.date_from AND (row.date_to IS NULL OR day.date <= row.date_to)
 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
KNOWN = """
SELECT date, stage_id, owner_id, team_id, lead_count, value
  FROM crm_sales_pipeline_total ORDER BY 1, 2, 3, 4
"""


@tagged("post_install", "-at_install")
class TestPipelineTotal(PipelineCommon):
    def setUp(self):
        super().setUp()
        self.totals = self.env["crm.sales.pipeline.total"]
        self.grown = self._create_lead(name="First", expected_revenue=100, user_id=self.seller.id)
        self.fallen = self._create_lead(name="Second", expected_revenue=40, user_id=self.leader.id)

    def _sum(self, domain=(), groupby=(), user=None):
        """Return {period: (opportunities, value)}."""
        rows = self.totals.with_user(user or self.sales_manager)._read_group(
            list(domain), groupby, ["lead_count:sum", "value:sum"]
        )
        return {tuple(key): (count, value) for *key, count, value in rows}

    def _take_two(self):
        """Take two days, 30 days apart: the first grows, the second is lost."""
        self._take(0)
        self.grown.expected_revenue = 150
        self.fallen.action_set_lost()
        self._take(30)

    def test_a_day_is_the_sum_of_its_open_opportunities(self):
        self._take_two()
        self.assertEqual(
            self._sum(groupby=["date:day"]),
            {(START,): (2, 140), (START + timedelta(days=30),): (1, 150)},
        )

    def test_days_do_not_add_up(self):
        """Without a day the last one counts, and of a month its last known day."""
        self._take_two()
        self._take(31)
        self.assertEqual(self._sum(), {(): (1, 150)})
        months = self._sum(groupby=["date:month"])
        self.assertEqual([sums for _month, sums in sorted(months.items())], [(2, 140), (1, 150)])

    def test_a_table_of_months_has_the_last_day_as_its_total(self):
        self._take_two()
        months, total = self.totals.with_user(self.sales_manager)._read_grouping_sets(
            [], [["date:month"], []], ["value:sum"], order="date:month"
        )
        self.assertEqual([row[-1] for row in months], [140, 150])
        self.assertEqual(total, [(150,)])

    def test_each_sees_the_own_and_the_leader_the_team(self):
        self._take(0)
        self.assertEqual(self._sum(user=self.seller), {(): (1, 100)})
        self.assertEqual(self._sum(user=self.leader), {(): (2, 140)})

    def test_totals_equal_the_snapshots_after_days_of_change(self):
        for day in range(12):
            self.grown.expected_revenue += 7 * day
            if day % 3 == 1:
                self.fallen.action_set_lost()
            if day % 3 == 2:
                self.fallen.toggle_active()
            if day != 5:
                self._take(day)
        self.env.flush_all()
        self.assertEqual(self._rows(KNOWN), self._rows(EQUAL))
        self.totals._sum_up(self.days.search([]))
        self.assertEqual(self._rows(KNOWN), self._rows(EQUAL), "summed up anew")

    def _rows(self, statement):
        self.env.flush_all()
        self.env.cr.execute(statement)
        return self.env.cr.fetchall()

    def test_a_row_opens_its_opportunities(self):
        self._take(0)
        row = self.totals.search([("owner_id", "=", self.seller.id)])
        action = row.with_user(self.seller).action_open_pipeline()
        rows = self.snapshots.with_user(self.seller).search(action["domain"])
        self.assertEqual(rows.lead_number, self.grown.id)

    def test_who_is_deleted_leaves_the_sum(self):
        gone = self.leader.copy({"login": "gone_leader"})
        self.fallen.user_id = gone
        self._take(0)
        self.fallen.user_id = False
        gone.unlink()
        self.assertEqual(self._sum(), {(): (2, 140)})

    def test_totals_go_with_their_day(self):
        self._take(0)
        self.days.search([]).unlink()
        self.assertFalse(self.totals.search([]))

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...tools.kpi.period import Period
from .common import NOW, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestKpiBySegment(SegmentCommon):
    """Revenue of February and of March so far, by who was in the segment at their ends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env["crm.kpi"].create(
            {
                "name": "Revenue of segments",
                "code": "revenue_of_segments",
                "measure": "sum",
                "model_name": "sale.order",
                "date_field": "date_order",
                "measure_field": "amount_untaxed",
                "domain": "[('state', '=', 'sale')]",
                "company_path": "company_id",
                "partner_path": "partner_id",
            }
        )
        cls.segment, cls.other = (
            cls._create_segment("[('id', '=', 0)]", name=name) for name in ("A", "B")
        )
        # 12 February, 2 March
        for customer in cls.customers[:3]:
            cls._create_order(customer, 20, 100)
            cls._create_order(customer, 2, 10)

    def setUp(self):
        super().setUp()
        first, second, third = self.customers[:3]
        self._change(self.segment, first + second, True, date(2026, 2, 20))
        # the second left before the end of March, the third came
        self._change(self.segment, first + third, True, date(2026, 3, 3))
        self._change(self.other, first, True, date(2026, 2, 1))

    def test_members_are_those_of_the_last_day(self):
        windows = [
            Period(date(2026, 2, 1), date(2026, 2, 28)),
            Period(date(2026, 3, 1), date(2026, 3, 4)),
            Period(date(2026, 1, 1), date(2026, 1, 31)),
        ]
        keys = (self.segment | self.other).ids
        before = self.env.cr.sql_log_count
        figures = self.kpi._get_figures(windows, self.company, "segment", keys)
        taken = self.env.cr.sql_log_count - before
        values = {place: value for place, (value, _count) in figures.items()}
        self.assertEqual(
            values,
            {
                (0, self.segment.id): 200.0,
                (1, self.segment.id): 20.0,
                (0, self.other.id): 100.0,
                (1, self.other.id): 10.0,
            },
        )
        before = self.env.cr.sql_log_count
        self.kpi._get_figures(windows[:1], self.company, "segment", keys[:1])
        self.assertLessEqual(taken, self.env.cr.sql_log_count - before + 1)

    def test_a_goal_of_a_segment_and_the_records_behind_it(self):
        values = {
            "kpi_id": self.kpi.id,
            "company_id": self.company.id,
            "breakdown": "segment",
            "period": "month",
            "date_start": "2026-03-01",
            "target": 100,
        }
        with self.assertRaises(ValidationError):
            self.env["crm.kpi.goal"].create(values)
        goal = self.env["crm.kpi.goal"].create(values | {"segment_id": self.segment.id})
        self.assertEqual((goal.value, goal.name), (20.0, "Revenue of segments, A, 2026-03"))
        # February is what it is measured against
        self.assertEqual(goal.history[-1], 200.0)
        action = goal.action_open_records()
        orders = self.env["sale.order"].search(action["domain"])
        self.assertEqual(orders.partner_id, self.customers[0] | self.customers[2])

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...tools.kpi.period import Period
from .common import NOW, SegmentCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestKpiBySegment(SegmentCommon):
    """Talks of February and of March so far, by who was in the segment at their ends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kpi = cls.env["crm.kpi"].create(
            {
                "name": "Talks of segments",
                "code": "talks_of_segments",
                "model_name": "crm.customer.interaction",
                "date_field": "date",
                "company_path": "company_id",
                "partner_path": "partner_id",
            }
        )
        cls.segment, cls.other = (
            cls._create_segment("[('id', '=', 0)]", name=name) for name in ("A", "B")
        )
        cls.env["crm.customer.interaction"].create(
            [
                {"partner_id": customer.id, "company_id": cls.company.id, "date": f"{day} 04:00:00"}
                for customer in cls.customers[:3]
                for day in ("2026-02-12", "2026-02-13", "2026-03-02")
            ]
        )

    def setUp(self):
        super().setUp()
        first, second, third = self.customers[:3]
        self._change(self.segment, first + second, True, date(2026, 2, 20))
        # the second left before the end of March, the third came
        self._change(self.segment, second, False, date(2026, 3, 3))
        self._change(self.segment, third, True, date(2026, 3, 3))
        self._change(self.other, first, True, date(2026, 2, 1))

    def test_members_are_those_of_the_last_day(self):
        windows = [
            Period(date(2026, 2, 1), date(2026, 2, 28)),
            Period(date(2026, 3, 1), date(2026, 3, 4)),
            Period(date(2026, 1, 1), date(2026, 1, 31)),
        ]
        keys = (self.segment | self.other).ids
        figures = self.kpi._get_figures(windows, self.company, "segment", keys)
        values = {place: value for place, (value, _count) in figures.items()}
        self.assertEqual(
            values,
            {
                (0, self.segment.id): 4,
                (1, self.segment.id): 2,
                (0, self.other.id): 2,
                (1, self.other.id): 1,
            },
        )
        # one query, however many windows and segments there are
        with self.assertQueryCount(1):
            self.kpi._get_figures(windows, self.company, "segment", keys)

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
        self.assertEqual((goal.value, goal.name), (2, "Talks of segments, A, 2026-03"))
        # February is what it is measured against
        self.assertEqual(goal.history[-1], 4)
        action = goal.action_open_records()
        talks = self.env["crm.customer.interaction"].search(action["domain"])
        self.assertEqual(talks.partner_id, self.customers[0] | self.customers[2])

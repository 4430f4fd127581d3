from freezegun import freeze_time

from odoo.tests import tagged

from ...tools.kpi.period import Period
from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestRequestKpi(RequestCommon):
    """The figures of questions, by hand: one answered after 2 hours, one late."""

    def test_answer_time_and_share_on_time(self):
        with freeze_time("2026-09-29 02:00:00"):
            quick, slow = self._ask(), self._ask()
        with freeze_time("2026-09-29 04:00:00"):
            self._answer(quick)
        # days later than the due day of 30 September to 8 October
        with freeze_time("2026-10-12 02:00:00"):
            self._answer(slow)
        days = [Period(day, day) for day in (quick.date_answered.date(), slow.date_answered.date())]
        time = self.env.ref("crm_customer.crm_kpi_request_answer_time")
        share = self.env.ref("crm_customer.crm_kpi_request_on_time")
        for kpi, expected in (
            (time, [2.0, slow.answer_hours]),
            (share, [100.0, 0.0]),
        ):
            for breakdown, key in (("company", False), ("user", self.answerer.id)):
                figures = kpi._get_figures(days, self.company, breakdown, [key])
                found = [figures[number, key][0] for number in range(2)]
                self.assertEqual(found, expected, (kpi.code, breakdown))
        self.assertGreater(slow.answer_hours, 2)

from freezegun import freeze_time

from odoo.tests import tagged

from .common import ForecastCommon


@tagged("post_install", "-at_install")
class TestRemind(ForecastCommon):
    """16 March 2026 is a Monday; forecasts are due on Fridays."""

    def _told(self):
        self._line()
        self.env["crm.sales.forecast.line"]._remind(self.house)
        return self.forecast.line_ids.activity_ids

    def test_who_has_submitted_since_friday_is_not_missing(self):
        line = self._line(self.seller)
        self.assertTrue(line.is_missing)
        line.action_submit()
        self.assertFalse(line.is_missing)
        with freeze_time("2026-03-20 04:00:00"):
            line.invalidate_recordset()
            self.assertFalse(line.is_missing)
        with freeze_time("2026-03-21 04:00:00"):
            line.invalidate_recordset()
            self.assertTrue(line.is_missing)

    def test_search_finds_whom_the_field_calls_missing(self):
        self._line(self.seller).action_submit()
        lines = self.env["crm.sales.forecast.line"].search(
            [("forecast_id", "=", self.forecast.id), ("is_missing", "=", True)]
        )
        self.assertEqual(lines, self.forecast.line_ids.filtered("is_missing"))
        self.assertEqual(lines.user_id, self.mate | self.other)
        self.assertEqual(self.forecast.missing_count, 2)

    def test_nobody_is_told_days_ahead(self):
        self.assertFalse(self._told())

    @freeze_time("2026-03-19 04:00:00")
    def test_who_is_missing_is_told_on_the_day_before_once(self):
        self._line(self.seller).action_submit()
        self.assertEqual(self._told().user_id, self.mate | self.other)
        self.assertEqual(len(self._told()), 2)

    @freeze_time("2026-03-19 04:00:00")
    def test_submitting_ends_the_reminder(self):
        self._told()
        self._line(self.mate).action_submit()
        self.assertFalse(self._line(self.mate).activity_ids)

    @freeze_time("2026-03-19 04:00:00")
    def test_without_a_weekday_nobody_is_told(self):
        self.house.crm_forecast_weekday = False
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_forecast_cron_remind").method_direct_trigger()
        self.assertFalse(self.forecasts.search([]).line_ids.activity_ids)

    @freeze_time("2026-03-20 04:00:00")
    def test_a_weekend_between_is_no_working_day(self):
        self.house.crm_forecast_weekday = "0"
        self.assertEqual(len(self._told()), 3)

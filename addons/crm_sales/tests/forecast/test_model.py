from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ForecastCommon

FIRST = date(2024, 4, 1)


@tagged("post_install", "-at_install")
class TestForecastModel(ForecastCommon):
    """Months are forecast; the past is planted: the seller wins four of five, the mate one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house.crm_forecast_period = "month"
        cls.models_of = cls.env["crm.sales.forecast.model"].sudo()

    @classmethod
    def _plant(cls, months=23, revenue=lambda month: 100.0):
        """Make ten opportunities a month, each decided on the 15th; open on the first day."""
        values, outcomes = [], []
        for month in range(months):
            day = FIRST + relativedelta(months=month)
            for number in range(10):
                user = cls.seller if number < 5 else cls.mate
                is_won = number < 4 or number == 9
                outcomes.append((day, is_won))
                values.append(
                    {
                        "name": f"Past {month}.{number}",
                        "type": "opportunity",
                        "company_id": cls.house.id,
                        "user_id": user.id,
                        "team_id": cls.north.id,
                        "stage_id": cls.first.id,
                        "expected_revenue": revenue(month),
                    }
                )
        leads = cls.env["crm.lead"].create(values)
        cls._decide(leads, outcomes)
        return leads

    @classmethod
    def _decide(cls, leads, outcomes):
        """Let each be won or lost on the 15th; ``outcomes`` are (first of the month, won)."""
        cls.env.flush_all()
        log = cls.env["crm.sales.stage.log"].sudo()
        log.search([("lead_id", "in", leads.ids)]).unlink()
        stays = []
        for lead, (day, is_won) in zip(leads, outcomes, strict=True):
            closed = f"{day + timedelta(days=14)} 04:00:00"
            status = "won" if is_won else "lost"
            cls.env.cr.execute(
                "UPDATE crm_lead SET won_status = %s, date_closed = %s, active = %s WHERE id = %s",
                (status, closed, is_won, lead.id),
            )
            common = {
                "lead_id": lead.id,
                "lead_type": "opportunity",
                "stage_id": cls.first.id,
                "owner_id": lead.user_id.id,
                "company_id": cls.house.id,
            }
            opened = f"{day - timedelta(days=10)} 04:00:00"
            value = {"value_from": lead.expected_revenue}
            stays += [
                common | value | {"status": "open", "date_from": opened, "date_to": closed},
                common | value | {"status": status, "date_from": closed},
            ]
        log.create(stays)
        cls.env.invalidate_all()

    def _fit(self):
        return self.models_of._fit(self.house)

    def test_too_little_history_is_said(self):
        self._deal("Open", 100)
        model = self._fit()
        self.assertFalse(model.is_enough)
        self.assertIn("50 are needed", model.statement)
        self.assertNotEqual(model.first_method, "model")

    def test_the_planted_effect_is_told_in_words(self):
        self._plant()
        self._fit()
        good, bad = self._deal("Good", 100), self._deal("Bad", 100, user=self.mate)
        # the clock of the transaction is not that of the test
        (good | bad).sudo().crm_stage_log_ids.date_from = "2026-03-10 04:00:00"
        (good | bad).invalidate_recordset()
        self.assertGreater(good.crm_forecast_chance, 65)
        self.assertLess(bad.crm_forecast_chance, 35)
        first = bad.crm_forecast_reasons.split("\n")[0]
        self.assertTrue(first.startswith(f"of {self.mate.name}: −"), first)
        self.assertTrue(first.endswith(" points"), first)

    def test_the_backtest_by_hand(self):
        """Each month brings 5 x 100: the simple methods are right, the model can be no better."""
        self._plant()
        model = self._fit()
        errors = {score.method: score for score in model.score_ids}
        self.assertEqual(errors["last"].error, 0)
        self.assertEqual(errors["mean"].percent, 0)
        self.assertEqual(model.verdict, "worse")
        self.assertIn("therefore it is not shown first", model.statement)
        self.assertNotEqual(model.first_method, "model")
        trials = model.trial_ids.filtered(lambda trial: trial.method == "last")
        self.assertEqual(set(trials.mapped("came")), {500})

    def test_the_worse_model_is_shown_second(self):
        self._plant()
        line = self._line()
        self._fit()
        line.invalidate_recordset()
        self.assertNotIn("Model", line.outlook_first)
        self.assertIn("Model", line.outlook_second)

    def test_the_better_model_is_shown_first(self):
        """The revenue of the open deals swings, so that last month says little of this one."""
        self._plant(revenue=lambda month: 1000.0 if month % 2 else 50.0 + month)
        line = self._line()
        model = self._fit()
        self.assertEqual(model.verdict, "better")
        line.invalidate_recordset()
        self.assertIn("Model", line.outlook_first)
        self.assertLess(line.model_low, line.model_high + 1)

    def test_calibration_is_of_the_past_periods(self):
        self._plant()
        model = self._fit()
        count = sum(model.bin_ids.mapped("count"))
        self.assertEqual(count, 10 * model.period_count)
        won = sum(each.won * each.count for each in model.bin_ids)
        self.assertAlmostEqual(won, 5 * model.period_count, delta=0.1)
        self.assertGreater(model.skill, 0.1)

    def test_fitting_again_replaces_what_was(self):
        self._plant()
        first = self._fit()
        trials = len(first.trial_ids)
        self.assertEqual(self._fit(), first)
        self.assertEqual(len(first.trial_ids), trials)

    def test_the_model_is_for_who_sees_all(self):
        self._fit()
        self.assertTrue(self.models_of.with_user(self.head).open_page())
        for user in (self.seller, self.leader):
            with self.assertRaises(AccessError):
                self.models_of.with_user(user).sudo(False).open_page()

    def test_locked_lines_keep_what_the_model_said(self):
        self._plant()
        line = self._line()
        line.action_lock()
        self._fit()
        self.assertFalse(line.date_model)

    def test_the_job_fits_who_forecasts(self):
        self._line()
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_forecast_cron_fit").method_direct_trigger()
        self.assertTrue(self.models_of.search([("company_id", "=", self.house.id)]))

    def test_chances_of_many_take_as_many_queries_as_of_few(self):
        self._plant()
        self._fit()
        leads = self.env["crm.lead"]
        for number in range(40):
            leads |= self._deal(f"Open {number}", 10)

        def count(records):
            records.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.mapped("crm_forecast_reasons")
            return self.env.cr.sql_log_count - before

        count(leads[:4])
        self.assertEqual(count(leads), count(leads[:4]))

    def test_accuracy_by_hand(self):
        """Committed 90, closed 100: 10 % wrong, 90 % accurate."""
        february = self.env["crm.sales.forecast"].create(
            {"company_id": self.house.id, "kind": "month", "date_start": "2026-02-01"}
        )
        self._win(self._deal("Won", 100), "2026-02-10")
        line = self._line(self.seller, forecast=february)
        line.write({"commit": 90, "best_case": 120})
        line.action_submit()
        kpi = self.env.ref("crm_sales.crm_kpi_sales_forecast_accuracy")
        windows = [february._get_span()]
        figures = kpi._get_figures(windows, self.house, "user", [self.seller.id])
        self.assertAlmostEqual(figures[0, self.seller.id][0], 90)
        figures = kpi._get_figures(windows, self.house, "company", None)
        self.assertAlmostEqual(figures[0, False][0], 90)

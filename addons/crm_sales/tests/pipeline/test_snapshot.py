from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import START, PipelineCommon


@tagged("post_install", "-at_install")
class TestSnapshot(PipelineCommon):
    def _rows(self, lead):
        return [
            (row.date_from, row.date_to, row.status, row.value)
            for row in self.snapshots.search([("lead_id", "=", lead.id)], order="date_from")
        ]

    def test_only_what_changes_is_written(self):
        lead, other = self._create_lead(), self._create_lead("Other")
        for days in range(5):
            if days == 3:
                lead.expected_revenue = 1500
            self._take(days)
        self.assertEqual(
            self._rows(lead),
            [
                (START, START + timedelta(days=2), "open", 1000),
                (START + timedelta(days=3), False, "open", 1500),
            ],
        )
        self.assertEqual(self._rows(other), [(START, False, "open", 1000)])

    def test_any_day_is_as_it_was(self):
        lead = self._create_lead()
        self._take(0)
        late = self._create_lead("Late", expected_revenue=50)
        self._take(1)
        lead.action_set_won()
        self._take(2)
        late.unlink()
        self._take(3)
        self.assertEqual(self._on(0), {lead: ("open", 1000)})
        self.assertEqual(self._on(1)[lead], ("open", 1000))
        self.assertEqual(len(self._on(1)), 2)
        self.assertEqual(self._on(2)[lead], ("won", 1000))
        self.assertEqual(self._on(3), {lead: ("won", 1000)})

    def test_a_day_is_taken_once(self):
        lead = self._create_lead()
        self.assertTrue(self._take(0))
        lead.expected_revenue = 7
        self.assertFalse(self._take(0))
        self.assertEqual(self._on(0), {lead: ("open", 1000)})

    def test_a_day_without_a_job_is_missed_and_not_made_up(self):
        lead = self._create_lead()
        self._take(0)
        lead.expected_revenue = 2000
        self._take(3)
        states = dict.fromkeys((1, 2), "missed") | dict.fromkeys((0, 3), "taken")
        self.assertEqual(
            {(day.date - START).days: day.state for day in self.days.search([])}, states
        )
        # what is shown of a missed day is the last one that is known
        self.assertEqual(self._on(2), {lead: ("open", 1000)})
        self.assertEqual(self._on(3), {lead: ("open", 2000)})

    def test_a_snapshot_of_the_next_afternoon_is_late(self):
        self._create_lead()
        self.assertEqual(self._take(0, hours=24 - 9 + 5).state, "taken")
        self.assertEqual(self._take(1, hours=24 - 9 + 8).state, "late")

    @freeze_time("2026-03-05 18:30:00")
    def test_the_job_takes_yesterday_by_the_clock_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        other = self.company_b
        other.resource_calendar_id = self.company.resource_calendar_id.copy({"tz": "Europe/Paris"})
        for company in self.company + other:
            self.days._take(company)
        dates = {day.company_id: day.date for day in self.days.search([])}
        self.assertEqual(dates, {self.company: date(2026, 3, 5), other: date(2026, 3, 4)})

    def test_the_job_runs_for_all_companies(self):
        self._create_lead()
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_pipeline_cron_take").method_direct_trigger()
        taken = self.days.search([]).company_id
        self.assertEqual(taken, self.env["res.company"].search([]))

    def test_what_belongs_to_no_company_counts_with_the_first(self):
        first = self.env["res.company"].search([], order="id", limit=1)
        lead = self._create_lead(user_id=False, team_id=False, stage_id=False, company_id=False)
        self.assertFalse(lead.company_id)
        for company in self.env["res.company"].search([]):
            self.days._take(company, START)
        rows = self.snapshots.search([("lead_id", "=", lead.id)])
        self.assertEqual(rows.company_id, first)

    def test_what_goes_to_another_company_ends_here_and_begins_there(self):
        lead = self._create_lead()
        self._take(0)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET company_id = %s WHERE id = %s", [self.company_b.id, lead.id]
        )
        self.days._take(self.company_b, START + timedelta(days=1))
        self._take(1)
        rows = self.snapshots.search([("lead_id", "=", lead.id)], order="date_from")
        self.assertEqual(rows.mapped("company_id"), self.company + self.company_b)
        self.assertEqual(rows.mapped("date_to"), [START, False])

    def test_a_won_one_closes_on_the_day_it_was_won(self):
        lead = self._create_lead(date_deadline=START + timedelta(days=90))
        with freeze_time("2026-03-04 10:00:00"):
            lead.action_set_won()
        self._take(2)
        row = self.snapshots.search([("lead_id", "=", lead.id)])
        self.assertEqual((row.date_close, row.date_deadline), (date(2026, 3, 4), date(2026, 5, 31)))

    def test_a_share_of_a_percent_is_no_news(self):
        lead = self._create_lead(probability=30.2)
        self._take(0)
        lead.probability = 30.4
        self._take(1)
        self.assertEqual(len(self._rows(lead)), 1)
        row = self.snapshots.search([("lead_id", "=", lead.id)])
        self.assertEqual((row.probability, row.weighted), (30, 300))

    # retention
    def _thin(self, today, days=62):
        self.company.crm_pipeline_days = days
        with freeze_time(today):
            self.days._thin(self.company)

    def test_the_ends_of_months_stay(self):
        lead = self._create_lead()
        for days in range(70):
            lead.expected_revenue = days
            self._take(days)
        before = {days: self._on(days) for days in (29, 60, 69)}
        self._thin("2026-07-05 12:00:00")
        kept = [day.date for day in self.days.search([], order="date") if day.date < START.max]
        # the last of March and April; of May the 4th on is younger than 62 days
        self.assertEqual(kept[:2], [date(2026, 3, 31), date(2026, 4, 30)])
        self.assertEqual(kept[2:], [date(2026, 5, day) for day in range(4, 11)])
        self.assertEqual(
            {days: self._on(days) for days in before} | {60: None}, before | {60: None}
        )
        self.assertEqual(len(self._rows(lead)), 9)

    def test_what_held_over_the_end_of_a_month_stays(self):
        lead = self._create_lead()
        self._take(0)
        self._take(29)
        lead.expected_revenue = 1
        self._take(31)
        self._take(200)
        self._thin("2026-10-01 12:00:00")
        self.assertEqual(self._on(29), {lead: ("open", 1000)})
        self.assertEqual(self._on(31), {lead: ("open", 1)})

    def test_nothing_is_forgotten_where_the_setting_says_for_ever(self):
        self._create_lead()
        self._take(0)
        self._take(1)
        self._thin("2036-01-01 12:00:00", days=0)
        self.assertEqual(len(self.days.search([])), 2)

    def test_less_than_two_months_is_refused(self):
        refused = self.assertRaises(CheckViolation)
        with mute_logger("odoo.sql_db"), refused, self.env.cr.savepoint():
            self.company.crm_pipeline_days = 10
            self.env.flush_all()

    # who sees it
    def test_each_level_sees_what_was_its_own(self):
        own = self._create_lead("Own")
        leaders = self._create_lead("Leader's", user_id=self.leader.id)
        foreign = self._create_lead("Foreign", user_id=self.head.id, team_id=False, stage_id=False)
        nobodys = self._create_lead("Nobody's", user_id=False)
        self._take(0)
        own.user_id = self.head
        self._take(1)

        def seen(user, days):
            rows = self.snapshots.with_user(user).search(
                [("as_of", "=", START + timedelta(days=days))]
            )
            return rows.sudo().lead_id.sorted("id")

        self.assertEqual(seen(self.seller, 0), own + nobodys)
        self.assertEqual(seen(self.seller, 1), nobodys)
        self.assertEqual(seen(self.leader, 0), own + leaders + nobodys)
        self.assertEqual(seen(self.head, 0), own + leaders + foreign + nobodys)

    def test_nobody_writes_it(self):
        self._create_lead()
        day = self._take(0)
        row = self.snapshots.search([])
        for record in (day, row):
            with self.assertRaises(AccessError):
                record.with_user(self.sales_manager).unlink()
            with self.assertRaises(AccessError):
                record.with_user(self.sales_manager).write({"company_id": self.company_b.id})

    # the dialog
    def _ask(self, days):
        wizards = self.env["crm.sales.pipeline.as.of"].with_user(self.seller)
        return wizards.create({"date": START + timedelta(days=days)})

    def test_the_dialog_says_which_day_is_shown(self):
        lead = self._create_lead()
        self._take(0)
        lead.expected_revenue = 5
        self._take(2)
        self.assertEqual(self._ask(-1).state, "none")
        self.assertEqual(self._ask(0).state, "known")
        asked = self._ask(1)
        self.assertEqual((asked.state, asked.day_id.date), ("before", START))
        rows = self.snapshots.with_user(self.seller).search(asked.action_open()["domain"])
        self.assertEqual(rows.mapped("value"), [1000])

    def test_before_the_first_snapshot_nothing_is_shown(self):
        with self.assertRaises(UserError):
            self._ask(0).action_open()

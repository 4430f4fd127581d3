from datetime import date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from ...tests.common import CustomerCommon


class WorkdayCommon(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Workday company"})
        cls.calendar = cls.company.resource_calendar_id
        cls.calendar.tz = "Asia/Shanghai"
        cls.Workday = cls.env["crm.workday"]

    @classmethod
    def _create_workday(cls, day, kind="holiday", **values):
        return cls.Workday.create(
            {"date": day, "kind": kind, "name": "A day", "company_id": cls.company.id} | values
        )

    def _is_working(self, day, **options):
        compiled = self.Workday._compiled(self.company, start=day, end=day, **options)
        return compiled.is_working_day(day)


@tagged("post_install", "-at_install")
class TestPublishedYears(WorkdayCommon):
    """Expectations written by hand from the notices of the State Council."""

    def _worked(self, first, last):
        """Return the days from ``first`` to ``last`` that are worked, as (month, day)."""
        compiled = self.Workday._compiled(self.company, start=first, end=last)
        count = (last - first).days + 1
        days = (first + timedelta(days=step) for step in range(count))
        return [(day.month, day.day) for day in days if compiled.is_working_day(day)]

    def test_october_2024(self):
        self.Workday._load_published("cn_2024", self.company)
        self.assertEqual(
            self._worked(date(2024, 9, 27), date(2024, 10, 14)),
            # 29 September (Sunday) and 12 October (Saturday) are worked, 1 to 7 are not
            [(9, 27), (9, 29), (9, 30), (10, 8), (10, 9), (10, 10), (10, 11), (10, 12)]
            + [(10, 14)],
        )

    def test_october_2025(self):
        self.Workday._load_published("cn_2025", self.company)
        self.assertEqual(
            self._worked(date(2025, 9, 26), date(2025, 10, 13)),
            # 28 September (Sunday) and 11 October (Saturday) are worked, 1 to 8 are not
            [(9, 26), (9, 28), (9, 29), (9, 30), (10, 9), (10, 10), (10, 11), (10, 13)],
        )

    def test_october_2026(self):
        self.Workday._load_published("cn_2026", self.company)
        self.assertEqual(
            self._worked(date(2026, 9, 18), date(2026, 10, 12)),
            # Mid-Autumn 25 to 27 September, National Day 1 to 7 October;
            # 20 September (Sunday) and 10 October (Saturday) are worked
            [(9, 18), (9, 20), (9, 21), (9, 22), (9, 23), (9, 24), (9, 28), (9, 29)]
            + [(9, 30), (10, 8), (10, 9), (10, 10), (10, 12)],
        )

    def test_spring_festival_2024_to_2026(self):
        for key in ("cn_2024", "cn_2025", "cn_2026"):
            self.Workday._load_published(key, self.company)
        self.assertEqual(
            self._worked(date(2024, 2, 9), date(2024, 2, 19)), [(2, 9), (2, 18), (2, 19)]
        )
        self.assertEqual(
            self._worked(date(2025, 1, 25), date(2025, 2, 8)),
            [(1, 26), (1, 27), (2, 5), (2, 6), (2, 7), (2, 8)],
        )
        self.assertEqual(
            self._worked(date(2026, 2, 13), date(2026, 2, 28)),
            [(2, 13), (2, 14), (2, 24), (2, 25), (2, 26), (2, 27), (2, 28)],
        )

    def test_working_days_of_each_year(self):
        # 262 / 261 / 261 weekdays, less holidays on weekdays, plus make-up days
        for year, count in ((2024, 251), (2025, 248), (2026, 248)):
            self.Workday._load_published(f"cn_{year}", self.company)
            self.assertEqual(len(self._worked(date(year, 1, 1), date(year, 12, 31))), count, year)

    def test_loading_twice_changes_nothing(self):
        self.assertEqual(self.Workday._load_published("cn_2026", self.company), (39, 0))
        self.assertEqual(self.Workday._load_published("cn_2026", self.company), (0, 0))

    def test_loading_corrects_a_wrong_day(self):
        self._create_workday("2026-10-10", "holiday")
        created, updated = self.Workday._load_published("cn_2026", self.company)
        self.assertEqual((created, updated), (38, 1))
        self.assertTrue(self._is_working(date(2026, 10, 10)))

    def test_names_are_chinese_for_chinese_readers(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.Workday._load_published("cn_2026", self.company)
        day = self.Workday.search(
            [("company_id", "=", self.company.id), ("date", "=", "2026-10-10")]
        )
        self.assertEqual(day.name, "Make-Up Day: National Day")
        self.assertEqual(day.with_context(lang="zh_CN").name, "国庆节调休上班")

    def test_companies_in_china_get_the_years_at_install_and_others_do_not(self):
        china = self.env["res.company"].create(
            {"name": "China", "country_id": self.env.ref("base.cn").id}
        )
        self.Workday._load_for_china()
        count = self.Workday.search_count
        self.assertEqual(count([("company_id", "=", china.id)]), 36 + 33 + 39)
        self.assertEqual(count([("company_id", "=", self.company.id)]), 0)


@tagged("post_install", "-at_install")
class TestWorkday(WorkdayCommon):
    def test_a_day_is_entered_once(self):
        self._create_workday("2026-03-02")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_workday("2026-03-02", "working")

    def test_a_day_of_the_working_hours_wins_over_the_company_s(self):
        self._create_workday("2026-03-07", "working", calendar_id=self.calendar.id)
        self._create_workday("2026-03-07", "holiday")
        self.assertTrue(self._is_working(date(2026, 3, 7)))
        other = self.calendar.copy({"company_id": self.company.id})
        self.assertFalse(self._is_working(date(2026, 3, 7), calendar=other))

    def test_another_company_s_days_do_not_count(self):
        self._create_workday("2026-03-02", company_id=self.company_b.id)
        self.assertTrue(self._is_working(date(2026, 3, 2)))

    def test_every_change_is_seen_at_once(self):
        monday = date(2026, 3, 2)
        self.assertTrue(self._is_working(monday))
        day = self._create_workday(monday)
        self.assertFalse(self._is_working(monday))
        day.kind = "working"
        self.assertTrue(self._is_working(monday))
        day.kind = "holiday"
        day.unlink()
        self.assertTrue(self._is_working(monday))
        self.calendar.attendance_ids.filtered(lambda slot: slot.dayofweek == "0").unlink()
        self.assertFalse(self._is_working(monday))

    def test_public_holidays_of_the_host_count_and_private_leaves_do_not(self):
        leave = {
            "name": "Away",
            "calendar_id": self.calendar.id,
            "date_from": datetime(2026, 3, 1, 16),
            "date_to": datetime(2026, 3, 2, 15, 59, 59),
        }
        resource = self.env["resource.resource"].create(
            {"name": "Wang", "calendar_id": self.calendar.id}
        )
        leaves = self.env["resource.calendar.leaves"]
        leaves.create(leave | {"resource_id": resource.id})
        self.assertTrue(self._is_working(date(2026, 3, 2)))
        leaves.create(leave)
        self.assertFalse(self._is_working(date(2026, 3, 2)))

    def test_seconds_agree_with_the_host(self):
        first, last = datetime(2026, 3, 3, 1, 30), datetime(2026, 3, 19, 7, 15)
        compiled = self.Workday._compiled(self.company, start=first, end=last, hours=True)
        # 12 whole days but for 1.5 h in the first and 1.75 h in the last (8-12, 13-17)
        host = self.calendar.get_work_hours_count(first, last, compute_leaves=True)
        self.assertEqual(compiled.seconds_between(first, last), round(host * 3600))

    def test_flexible_hours_count_days_and_refuse_hours(self):
        self.calendar.flexible_hours = True
        self.assertTrue(self._is_working(date(2026, 3, 2)))
        with self.assertRaisesRegex(UserError, "no fixed working hours"):
            self.Workday._compiled(self.company, hours=True)

    def test_the_second_call_compiles_nothing(self):
        first = self.Workday._compiled(self.company)
        self.assertIs(self.Workday._compiled(self.company), first)

    @users("customer_plain")
    def test_everybody_counts_days_and_nobody_but_the_manager_enters_them(self):
        own = self.env["crm.workday"]
        self.assertTrue(own._compiled(self.company))
        with self.assertRaises(AccessError):
            own.create({"name": "No", "date": "2026-03-02"})
        own.with_user(self.user_manager).create({"name": "Yes", "date": "2026-03-02"})

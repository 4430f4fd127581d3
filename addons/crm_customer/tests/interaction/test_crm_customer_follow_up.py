from contextlib import closing
from datetime import date, datetime

from freezegun import freeze_time

from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.interaction.crm_customer_follow_up import LOCK_KEY
from ..common import CustomerCommon

TODAY = "2026-03-02 02:00:00"  # Monday, 10:00 in Shanghai


class FollowUpCommon(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create(
            {"name": "Follow-up company", "crm_follow_up_daily_max": 2}
        )
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.owner = cls._create_owner("follow_up_owner")
        cls.leader = cls._create_owner("follow_up_leader")
        cls.env["crm.team"].create(
            {
                "name": "Follow-up team",
                "company_id": cls.company.id,
                "user_id": cls.leader.id,
                "member_ids": [Command.link(cls.owner.id)],
            }
        )
        cls.level = cls.env["crm.customer.level"].create(
            {"name": "Every month", "follow_up_days": 30}
        )
        cls.FollowUp = cls.env["crm.customer.follow.up"]

    @classmethod
    def _create_owner(cls, login):
        return cls._create_user(
            login,
            "crm_customer.group_customer_own",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            tz="Asia/Shanghai",
        )

    @classmethod
    def _create_waiting(cls, name, last_contact="2026-01-15", **values):
        """Create a customer of the owner, contacted last on ``last_contact``."""
        values = {"user_id": cls.owner.id, "crm_level_id": cls.level.id} | values
        customer = cls._create_customer(name, **values)
        customer.with_company(cls.company).action_crm_make_customer()
        cls.env["crm.customer.interaction"].create(
            {
                "partner_id": customer.id,
                "kind": "call",
                "company_id": cls.company.id,
                "date": f"{last_contact} 02:00:00",
            }
        )
        cls.env.flush_all()
        cls.env["crm.customer.profile"]._refresh(customer.ids)
        return customer

    @freeze_time(TODAY)
    def _schedule(self):
        self.env.flush_all()
        self.FollowUp._move_of_absent(self.owner)
        self.FollowUp._schedule_for_owner(self.owner)
        self.env.flush_all()

    def _follow_ups(self, customers=None):
        """Return (customer, user, day) of the open automatic follow-ups."""
        activities = self.env["mail.activity"].search(
            [("crm_is_follow_up", "=", True), ("user_id", "in", (self.owner + self.leader).ids)],
            order="date_deadline, id",
        )
        return [
            (activity.res_name, activity.user_id, activity.date_deadline) for activity in activities
        ]

    def _create_leave(self, first, last):
        resource = self.env["resource.resource"].create(
            {
                "name": "Owner",
                "user_id": self.owner.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": resource.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": datetime.combine(first, datetime.min.time()),
                "date_to": datetime.combine(last, datetime.max.time()).replace(
                    hour=15, microsecond=0
                ),
            }
        )


@tagged("post_install", "-at_install")
class TestFollowUp(FollowUpCommon):
    def test_the_owner_gets_a_follow_up_on_the_next_working_day(self):
        self._create_waiting("Acme", "2026-01-15")
        self._schedule()
        self.assertEqual(self._follow_ups(), [("Acme", self.owner, date(2026, 3, 3))])
        activity = self.env["mail.activity"].search([("user_id", "=", self.owner.id)])
        self.assertEqual(activity.summary, "No contact for 46 days")
        self.assertEqual(activity.activity_type_id.name, "Follow-up")

    def test_one_day_is_a_day(self):
        text = self.env["crm.customer.follow.up"]._silence_text
        self.assertEqual((text(1), text(2)), ("No contact for 1 day", "No contact for 2 days"))

    def test_the_next_working_day_is_not_a_holiday(self):
        self.env["crm.workday"].create(
            {"name": "Day off", "date": "2026-03-03", "company_id": self.company.id}
        )
        self._create_waiting("Acme")
        self._schedule()
        self.assertEqual(self._follow_ups(), [("Acme", self.owner, date(2026, 3, 4))])

    def test_the_day_of_the_level_is_the_first(self):
        self._create_waiting("Day 29", "2026-02-01")
        self._create_waiting("Day 30", "2026-01-31")
        self._schedule()
        self.assertEqual([name for name, _user, _day in self._follow_ups()], ["Day 30"])

    def test_a_customer_never_contacted_waits_since_its_creation(self):
        for name, created in (("Old", "2026-01-02"), ("New", "2026-02-20")):
            customer = self._create_customer(
                name, user_id=self.owner.id, crm_level_id=self.level.id
            )
            customer.action_crm_make_customer()
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE res_partner SET create_date = %s WHERE id = %s",
                [created, customer.id],
            )
        self._schedule()
        self.assertEqual([name for name, _user, _day in self._follow_ups()], ["Old"])

    def test_who_needs_none_gets_none(self):
        self._create_waiting("No level", crm_level_id=False)
        self._create_waiting("No owner", user_id=False)
        self._create_waiting("Archived").active = False
        self.level.copy({"name": "Never", "follow_up_days": 0})
        planned = self._create_waiting("Planned")
        planned.activity_schedule("mail.mail_activity_data_call", user_id=self.owner.id)
        self._schedule()
        self.assertEqual(self._follow_ups(), [])

    def test_a_contact_that_the_profile_does_not_know_yet_counts(self):
        customer = self._create_waiting("Acme")
        self.env["crm.customer.interaction"].create(
            {
                "partner_id": customer.id,
                "kind": "call",
                "date": "2026-03-01 02:00:00",
                "company_id": self.company.id,
            }
        )
        self._schedule()
        self.assertEqual(self._follow_ups(), [])

    def test_the_longest_waiting_come_first_and_a_day_takes_two(self):
        for day in range(5):
            self._create_waiting(f"Waits since {10 + day}", f"2026-01-{10 + day}")
        self._schedule()
        self.assertEqual(
            [(name, day.day) for name, _user, day in self._follow_ups()],
            [
                ("Waits since 10", 3),
                ("Waits since 11", 3),
                ("Waits since 12", 4),
                ("Waits since 13", 4),
                ("Waits since 14", 5),
            ],
        )

    def test_planning_again_changes_nothing_and_fills_up_the_days(self):
        for day in range(3):
            self._create_waiting(f"First {day}")
        self._schedule()
        before = self._follow_ups()
        self._schedule()
        self.assertEqual(self._follow_ups(), before)
        self._create_waiting("Later")
        self._schedule()
        self.assertEqual(self._follow_ups()[-1], ("Later", self.owner, date(2026, 3, 4)))

    def test_a_done_follow_up_is_planned_again_only_after_the_days(self):
        customer = self._create_waiting("Acme")
        self._schedule()
        with freeze_time("2026-03-03 02:00:00"):
            customer.activity_ids.action_feedback(feedback="reached")
            self.env["crm.customer.interaction"].create(
                {"partner_id": customer.id, "kind": "call", "company_id": self.company.id}
            )
        self._schedule()
        self.assertEqual(self._follow_ups(), [])

    def test_a_customer_has_one_open_follow_up_at_most(self):
        customer = self._create_waiting("Acme")
        self._schedule()
        values = self.FollowUp._prepare_follow_up(customer.id, self.leader, date(2026, 3, 9), 46)
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
            self.env["mail.activity"].create(values)
        self.assertIn("crm_one_follow_up", str(caught.exception))

    def test_planning_costs_the_same_number_of_queries_for_10_and_100(self):
        self.company.crm_follow_up_daily_max = 100
        counts = []
        for size in (2, 10, 100):  # the first run fills the caches
            for number in range(size):
                self._create_waiting(f"Customer {size} {number}")
            self.env.flush_all()
            self.env.invalidate_all()
            with freeze_time(TODAY):
                start = self.env.cr.sql_log_count
                self.FollowUp._get_waiting(self.owner, 1000)
                self.FollowUp._get_free_slots(self.owner, date(2026, 3, 3))
                counts.append(self.env.cr.sql_log_count - start)
            self._schedule()
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(len(self._follow_ups()), 112)


@tagged("post_install", "-at_install")
class TestFollowUpAbsence(FollowUpCommon):
    def _plan(self, count=1):
        for number in range(count):
            self._create_waiting(f"Acme {number}")
        self._schedule()

    def test_new_follow_ups_wait_for_the_owner(self):
        self._create_leave(date(2026, 3, 3), date(2026, 3, 5))
        self._plan()
        self.assertEqual(self._follow_ups(), [("Acme 0", self.owner, date(2026, 3, 6))])

    def test_a_short_absence_moves_to_the_first_day_back(self):
        self._plan(3)  # two on Tuesday, one on Wednesday
        self._create_leave(date(2026, 3, 3), date(2026, 3, 5))
        self._schedule()
        self.assertEqual(
            [(user, day.day) for _name, user, day in self._follow_ups()],
            # Monday is free, but the plan keeps two a day
            [(self.owner, 2), (self.owner, 2), (self.owner, 6)],
        )

    def test_a_long_absence_hands_over_to_the_leader_with_a_note(self):
        self._plan()
        self._create_leave(date(2026, 3, 2), date(2026, 3, 27))
        self._schedule()
        self.assertEqual(self._follow_ups(), [("Acme 0", self.leader, date(2026, 3, 2))])
        activity = self.env["mail.activity"].search([("user_id", "=", self.leader.id)])
        self.assertIn("Taken over from", activity.note)

    def test_without_a_leader_it_waits(self):
        self.owner.sale_team_id.user_id = False
        self._plan()
        self._create_leave(date(2026, 3, 2), date(2026, 3, 27))
        self._schedule()
        self.assertEqual(self._follow_ups(), [("Acme 0", self.owner, date(2026, 3, 30))])

    def test_activities_made_by_people_are_not_moved(self):
        customer = self._create_waiting("Acme")
        activity = customer.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=date(2026, 3, 4),
            user_id=self.owner.id,
        )
        self._create_leave(date(2026, 3, 2), date(2026, 3, 6))
        self._schedule()
        self.assertEqual(activity.date_deadline, date(2026, 3, 4))


@tagged("post_install", "-at_install")
class TestFollowUpCron(FollowUpCommon):
    def test_the_cron_plans_for_every_owner(self):
        self._create_waiting("Acme")
        self._create_waiting("Beta", user_id=self.leader.id)
        self.env.flush_all()
        cron = self.env.ref("crm_customer.crm_customer_follow_up_cron")
        with freeze_time(TODAY), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(
            {(name, user) for name, user, _day in self._follow_ups()},
            {("Acme", self.owner), ("Beta", self.leader)},
        )

    def test_an_owner_whom_another_worker_plans_for_is_left_out(self):
        with closing(db_connect(self.env.cr.dbname).cursor()) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_KEY, self.owner.id])
            self.assertFalse(self.FollowUp._lock_owner(self.owner))
            self.assertTrue(self.FollowUp._lock_owner(self.leader))
            other.rollback()
        self.assertTrue(self.FollowUp._lock_owner(self.owner))

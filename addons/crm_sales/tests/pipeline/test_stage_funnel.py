import random
from contextlib import suppress
from datetime import datetime, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...tools.pipeline.funnel import OUTCOMES, by_status, entries, reached
from .common import START, PipelineCommon


@tagged("post_install", "-at_install")
class TestStageFunnel(PipelineCommon):
    """A team with the stages First, Next, Signed, and those that all teams have."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.stage.log"].search([]).unlink()
        cls.log = cls.env["crm.sales.stage.log"]
        stages = cls.env["crm.stage"].search([("id", "not in", (cls.first + cls.next).ids)])
        (stages - cls.signed).write({"team_ids": cls.env["crm.team"].create({"name": "Rest"}).ids})

    def _scope(self, days=27, start=0, **values):
        return {
            "company": self.company.id,
            "start": START + timedelta(days=start),
            "stop": START + timedelta(days=start + days),
            "team": self.team.id,
            "user": None,
            **values,
        }

    def _play(self):
        """Of five in March two come to Next, one is signed, one lost there, one lost at once."""
        signed, lost, early, _open, late = (
            self._create_lead(name, days, expected_revenue=value)
            for name, days, value in (
                ("Signed", 0, 500),
                ("Lost", 1, 300),
                ("Early", 2, 200),
                ("Open", 3, 100),
                ("Before", -40, 7),
            )
        )
        for lead, day, act in (
            (signed, 7, lambda lead: lead.write({"stage_id": self.next.id})),
            (late, 8, lambda lead: lead.write({"stage_id": self.next.id})),
            (lost, 8, lambda lead: lead.write({"stage_id": self.next.id})),
            (early, 9, lambda lead: lead.action_set_lost()),
            (lost, 12, lambda lead: lead.action_set_lost()),
            (signed, 20, lambda lead: lead.action_set_won()),
            (late, 22, lambda lead: lead.write({"stage_id": self.first.id})),
        ):
            with self._at(day):
                act(lead)

    def test_a_hand_worked_cohort(self):
        self._play()
        stages, told, _entries, groups = self.log._get_funnel(self._scope())
        self.assertEqual(stages, self.first + self.next + self.signed)
        self.assertEqual(told, [(4, 1100), (2, 800), (1, 500)])
        self.assertEqual(by_status(groups), {"won": (1, 500), "lost": (2, 500), "open": (1, 100)})

    def test_a_hand_worked_period(self):
        self._play()
        _stages, _told, entered, _groups = self.log._get_funnel(self._scope())
        self.assertEqual(
            entered,
            [
                {"on": 2, "back": 0, "lost": 1, "left": 0, "here": 2},
                {"on": 1, "back": 1, "lost": 1, "left": 0, "here": 0},
                {"on": 0, "back": 0, "lost": 0, "left": 0, "here": 1},
            ],
        )

    def test_time_in_working_days(self):
        self._play()
        times = self.log._get_times(self._scope())
        # First: 7, 7, 7 and 48 days; Next: 13, 4 and 14 days
        count, working, days = times[self.next.id]
        self.assertEqual((count, round(days, 4)), (3, round(31 / 3, 4)))
        self.assertEqual(working, (9 + 3 + 10) / 3)
        self.assertEqual(times[self.first.id][0], 4)

    def test_the_pace_by_hand(self):
        self._play()
        # at the end of March the Open one and the one from before are open
        self.assertEqual(self.log._get_pace(self._scope()), (2, 1, 500, 2, 20))

    def test_each_figure_opens_exactly_its_opportunities(self):
        self._play()
        scope = self._scope()
        stages, told, entered, groups = self.log._get_funnel(scope)

        def found(*args):
            token = self.log._get_funnel_token(scope, *args)
            return self.log.with_user(self.head).search_count([("funnel", "=", token)])

        for stage, (number, _value), outcomes in zip(stages, told, entered, strict=True):
            self.assertEqual(found("reached", None, stage.id), number)
            self.assertEqual(found("entries", None, stage.id), sum(outcomes.values()))
            for name in OUTCOMES:
                self.assertEqual(found("entries", name, stage.id), outcomes[name], name)
        for status, (number, _value) in by_status(groups).items():
            self.assertEqual(found("status", status), number)

    def test_by_person_it_is_who_had_it_on_entry(self):
        self._create_lead("Hers", user_id=self.leader.id)
        self._create_lead()
        scope = self._scope(user=self.leader.id)
        self.assertEqual(self.log._get_funnel(scope)[1][0][0], 1)

    def test_a_seller_sees_the_funnel_of_what_is_his(self):
        self._create_lead("Leader's", user_id=self.leader.id)
        self._create_lead()
        numbers = [
            self.log.with_user(user)._get_funnel(self._scope())[1][0][0]
            for user in (self.seller, self.leader, self.head)
        ]
        self.assertEqual(numbers, [1, 2, 2])

    def test_a_token_from_elsewhere_is_refused(self):
        token = self.log._get_funnel_token(self._scope(), "status", "gone")
        for told in ("x", "[]", "1", "{}", token):
            with self.assertRaises(ValidationError):
                self.log.search([("funnel", "=", told)])

    def test_few_and_many_take_as_many_queries(self):
        def count(number):
            for place in range(number):
                self._create_lead(f"Lead {place}")
            log = self.log.with_user(self.head)
            log._get_funnel(self._scope())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            log._get_funnel(self._scope())
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(10), count(100))

    # any history
    def test_random_histories_are_told_as_by_going_through_them(self):
        rng = random.Random(20260307)
        leads = self.env["crm.lead"].with_context(active_test=False)
        stages = self.first + self.next + self.signed
        for hour in range(500):
            leads = leads.exists()
            if len(leads) < 25:
                kind = rng.choice(["lead", "opportunity", "opportunity"])
                leads += self._create_lead(f"Lead {hour}", days=hour / 8, type=kind)
            some = self.env["crm.lead"].concat(*rng.sample(list(leads), 1))
            act = rng.choice(
                [
                    lambda one: one.write({"stage_id": rng.choice(stages).id}),
                    lambda one: one.write({"stage_id": rng.choice(stages).id}),
                    lambda one: one.stage_id.is_won or one.action_set_lost(),
                    lambda one: one.action_unarchive(),
                    lambda one: one.action_archive(),
                    lambda one: one.write({"type": rng.choice(["lead", "opportunity"])}),
                ]
            )
            with self._at(hour / 8), suppress(UserError), self.env.cr.savepoint():
                act(some)
        for start, days in ((0, 20), (10, 5), (15, 47), (50, 20)):
            scope = self._scope(days, start)
            self._compare(scope, leads.exists())

    def _compare(self, scope, leads):
        places = self.log._get_places(scope)
        order = {stage.id: place for place, stage in enumerate(places)}
        start = datetime.combine(scope["start"], datetime.min.time())
        stop = datetime.combine(scope["stop"] + timedelta(days=1), datetime.min.time())
        cohort, entered = {}, {}
        for lead in leads:
            stays = list(lead.crm_stage_log_ids.sorted(lambda stay: (stay.date_from, stay.id)))
            own = [stay for stay in stays if stay.lead_type == "opportunity"]
            if own and start <= own[0].date_from < stop:
                furthest = max(order[stay.stage_id.id] for stay in own)
                status = stays[-1].status if stays[-1].lead_type == "opportunity" else "archived"
                key = (furthest, lead.team_id.id, status)
                number, value = cohort.get(key, (0, 0))
                cohort[key] = (number + 1, value + lead.expected_revenue)
            for before, stay, after in zip([None, *stays], stays, [*stays[1:], None], strict=False):
                if (
                    stay in own
                    and start <= stay.date_from < stop
                    and stay.status in ("open", "won")
                    and not (
                        before
                        and before.lead_type == "opportunity"
                        and before.stage_id == stay.stage_id
                    )
                ):
                    later = after and ("lead" if after.lead_type == "lead" else after.status)
                    key = (
                        order[stay.stage_id.id],
                        stay.status,
                        after and order[after.stage_id.id],
                        later,
                    )
                    entered[key] = entered.get(key, 0) + 1
        _stages, told, told_entries, _groups = self.log._get_funnel(scope)
        self.assertEqual(told, reached(cohort, places))
        self.assertEqual(told_entries, entries(entered, places))

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.kpi.period import Period
from ...tools.work_report.facts import (
    DONE,
    PLANNED,
    SECTIONS,
    Fact,
    arrange,
    choose,
    day_of,
    done_day,
    is_past,
    planned_days,
    tally,
    tell_once,
)

SHANGHAI, BERLIN = "Asia/Shanghai", "Europe/Berlin"
ZONES = st.sampled_from([SHANGHAI, BERLIN, "America/New_York", "Pacific/Kiritimati", "UTC"])
DAY = date(2026, 3, 4)
ONE_DAY = timedelta(days=1)
FIRST = datetime(2026, 2, 20)
# both clock changes of spring lie within
MINUTES = st.integers(0, 49 * 24 * 60)
MOMENTS = MINUTES.map(lambda minutes: FIRST + timedelta(minutes=minutes))
DAYS = st.integers(0, 49).map(lambda days: FIRST.date() + timedelta(days=days))
KEYS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 4)), max_size=2).map(tuple)
FACTS = st.tuples(
    st.sampled_from(SECTIONS),
    MOMENTS | DAYS,
    st.sampled_from(["", "Call", "Chat"]),
    st.integers(1, 9),
    KEYS,
    KEYS,
).map(
    lambda drawn: Fact(
        drawn[0],
        drawn[1],
        "What",
        ("m", drawn[3]),
        label=drawn[2],
        keys=drawn[4],
        covers=drawn[5],
    )
)
ROWS = st.tuples(
    st.sampled_from(SECTIONS),
    st.sampled_from(["Call", "Chat"]),
    st.sampled_from([None, 1, 2]),
    st.integers(1, 3),
    st.integers(0, 100),
    st.sets(st.integers(1, 5), max_size=2),
)


def visit(number=1, **values):
    record = ("crm.visit", number)
    return Fact("visit", datetime(2026, 3, 4, 2), f"Visit {number}", record, **values)


@tagged("post_install", "-at_install")
class TestWorkReportEngine(BaseCase):
    def test_the_same_moment_is_another_day_elsewhere(self):
        late = datetime(2026, 3, 4, 20)  # 4:00 on the 5th in Shanghai, 21:00 in Berlin
        self.assertEqual(day_of(late, SHANGHAI), date(2026, 3, 5))
        self.assertEqual(day_of(late, BERLIN), DAY)
        self.assertEqual(day_of(DAY, SHANGHAI), DAY)

    def test_an_activity_is_done_on_the_day_of_who_did_it(self):
        # at 7:00 in Shanghai the host notes the date of yesterday, in UTC
        self.assertEqual(done_day(date(2026, 3, 3), datetime(2026, 3, 3, 23), SHANGHAI), DAY)
        # written again on a later day: only the date is known
        self.assertEqual(done_day(DAY, datetime(2026, 3, 9, 1), SHANGHAI), DAY)

    def test_what_has_begun_is_past(self):
        now = datetime(2026, 3, 4, 10)
        self.assertTrue(is_past(now, now, SHANGHAI))
        self.assertFalse(is_past(now + timedelta(minutes=1), now, SHANGHAI))
        self.assertTrue(is_past(DAY, now, SHANGHAI))
        self.assertFalse(is_past(DAY + ONE_DAY, now, SHANGHAI))

    def test_a_day_plans_up_to_the_next_working_day(self):
        monday = date(2026, 3, 9)

        def next_working_day(day):
            return max(day, monday) if day.weekday() > 4 else day

        friday = date(2026, 3, 6)
        after = planned_days("day", Period(friday, friday), next_working_day)
        self.assertEqual(after, Period(date(2026, 3, 7), monday))
        after = planned_days("day", Period(DAY, DAY), next_working_day)
        self.assertEqual(after, Period(date(2026, 3, 5), date(2026, 3, 5)))

    def test_a_week_plans_the_next_seven_days(self):
        week = Period(date(2026, 3, 2), date(2026, 3, 8))
        self.assertEqual(
            planned_days("week", week, lambda day: day), Period(date(2026, 3, 9), date(2026, 3, 15))
        )

    def test_a_visit_is_told_and_its_meeting_is_not(self):
        record = ("calendar.event", 7)
        meeting = Fact("meeting", DAY, "Visit: Acme", record, keys=(record,))
        another = replace(meeting, record=("calendar.event", 8), keys=(("calendar.event", 8),))
        told = tell_once([meeting, visit(covers=(record,)), another])
        self.assertEqual([fact.record[1] for fact in told], [1, 8])

    def test_of_two_alike_activities_one_stays_when_one_was_logged(self):
        act = ("act", "res.partner", 3, 2)
        calls = [
            Fact("activity", DAY, "Call", ("res.partner", 3), keys=(("mail.activity", number), act))
            for number in (1, 2)
        ]
        logged = Fact("interaction", DAY, "Call", ("crm.customer.interaction", 9), covers=(act,))
        self.assertEqual(tell_once([*calls, logged]), [calls[1], logged])

    def test_talks_stand_by_kind_and_the_rest_by_time(self):
        def talk(hour, label):
            return Fact("interaction", datetime(2026, 3, 4, hour), "", ("t", hour), label=label)

        talks = [talk(1, "Chat"), talk(2, "Call"), talk(3, "Chat")]
        later = Fact("order", datetime(2026, 3, 4, 9), "", ("o", 2), label="A")
        facts = arrange([later, *talks, replace(later, when=datetime(2026, 3, 4, 1))], SHANGHAI)
        hours = [fact.when.hour for fact in facts]
        self.assertEqual(hours, [2, 1, 3, 1, 9])

    def test_what_facts_amount_to(self):
        rows = [
            ("order", "", 1, 2, 300.0, [5]),
            ("order", "", 2, 1, 50.0, [6]),
            ("interaction", "Call", None, 2, 0, [5, 6]),
            ("interaction", "Chat", None, 1, 0, [6]),
        ]
        told = tally(rows)
        self.assertEqual(list(told), ["interaction", "order"])
        self.assertEqual(told["order"].amounts, {1: 300.0, 2: 50.0})
        self.assertEqual(told["order"].count, 3)
        self.assertEqual(told["interaction"].labels, {"Call": 2, "Chat": 1})
        self.assertEqual(told["interaction"].partners, {5, 6})

    # properties
    @given(st.lists(FACTS, max_size=8), ZONES)
    def test_every_done_fact_belongs_to_the_report_of_one_day(self, facts, tz):
        done = [fact for fact in facts if fact.section in DONE]
        reports = []
        day = date(2026, 2, 18)
        while day < date(2026, 4, 13):
            tomorrow = Period(day + ONE_DAY, day + ONE_DAY)
            reports += choose(done, Period(day, day), tomorrow, tz)
            day += ONE_DAY
        self.assertCountEqual(reports, done)

    @given(st.lists(FACTS, max_size=8), ZONES)
    def test_a_report_holds_what_is_planned_up_to_the_planned_days(self, facts, tz):
        period, planned = Period(DAY, DAY), Period(DAY + ONE_DAY, DAY + 3 * ONE_DAY)
        chosen = choose(facts, period, planned, tz)
        for fact in facts:
            last = planned.stop if fact.section == PLANNED else DAY
            self.assertEqual(fact in chosen, DAY <= day_of(fact.when, tz) <= last)

    @given(st.lists(FACTS, max_size=8))
    def test_no_more_is_left_out_than_is_told_elsewhere(self, facts):
        told = tell_once(facts)
        covers = sum(len(fact.covers) for fact in facts)
        self.assertLessEqual(len(facts) - len(told), covers)
        self.assertTrue(all(fact in facts for fact in told))
        keys = {key for fact in facts for key in fact.covers}
        kept = [fact for fact in facts if not keys.intersection(fact.keys)]
        self.assertTrue(all(fact in told for fact in kept))

    @given(st.lists(FACTS, max_size=8), ZONES, st.randoms())
    def test_the_order_loses_nothing_and_does_not_depend_on_the_order_before(self, facts, tz, luck):
        facts = [replace(fact, record=("m", number)) for number, fact in enumerate(facts)]
        arranged = arrange(facts, tz)
        self.assertCountEqual(arranged, facts)
        ranks = [SECTIONS.index(fact.section) for fact in arranged]
        self.assertEqual(ranks, sorted(ranks))
        luck.shuffle(facts)
        self.assertEqual(arrange(facts, tz), arranged)

    @given(st.lists(ROWS, max_size=12))
    def test_groups_amount_to_the_same_as_their_facts(self, rows):
        groups = {}
        for section, label, currency, count, amount, partners in rows:
            key = (section, label, currency)
            before = groups.get(key, (0, 0, set()))
            groups[key] = (before[0] + count, before[1] + amount, before[2] | partners)
        grouped = [(*key, *values) for key, values in groups.items()]
        self.assertEqual(tally(rows), tally(grouped))

import random
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...tools.pipeline.waterfall import NOTHING, SIGNS, Side, difference, moves
from .common import START, PipelineCommon


@tagged("post_install", "-at_install")
class TestSnapshotWaterfall(PipelineCommon):
    def _play(self):
        """A March: grown, shrunk, won for more, lost, deleted, pushed, pulled, new, won at once."""

        def lead(name, value, days):
            return self._create_lead(
                name, expected_revenue=value, date_deadline=START + timedelta(days=days)
            )

        grown, shrunk, won = lead("Grown", 100, 20), lead("Shrunk", 200, 20), lead("Won", 70, 20)
        lost, gone = lead("Lost", 60, 20), lead("Gone", 50.55, 20)
        pushed, pulled = lead("Pushed", 80, 20), lead("Pulled", 30, 60)
        back = lead("Back", 25, 20)
        back.action_set_lost()
        self._take(0)
        grown.expected_revenue, shrunk.expected_revenue = 130.5, 150
        won.expected_revenue = 75.25
        with freeze_time("2026-03-05 10:00:00"):
            won.action_set_won()
        lost.action_set_lost()
        gone.unlink()
        back.action_unarchive()
        pushed.date_deadline = START + timedelta(days=50)
        pulled.date_deadline = START + timedelta(days=10)
        new, quick = lead("New", 90, 20), lead("Quick", 20, 20)
        with freeze_time("2026-03-06 10:00:00"):
            quick.action_set_won()
        self._take(5)
        return new, quick

    MARCH = {"start": START, "stop": START + timedelta(days=29)}
    EXPECTED = {
        "opening": 560.55,
        "new": 110,
        "reopened": 25,
        "pulled_in": 30,
        "up": 35.75,
        "down": 50,
        "pushed_out": 80,
        "lost": 60,
        "removed": 50.55,
        "won": 95.25,
        "closing": 425.5,
    }

    def test_a_hand_worked_month(self):
        self._play()
        self.assertEqual(self._told(opening=0, closing=5, **self.MARCH), self.EXPECTED)

    def test_without_dates_nothing_is_pushed(self):
        self._play()
        told = self._told(opening=0, closing=5)
        self.assertNotIn("pushed_out", told)
        self.assertEqual((told["opening"], told["closing"]), (590.55, 505.5))

    def test_what_changes_hands_moves_out_of_one_and_into_another(self):
        lead = self._create_lead()
        self._take(0)
        lead.user_id = self.leader
        self._take(1)
        of = {"opening": 0, "closing": 1}
        self.assertEqual(self._told(user=self.seller, **of), {"opening": 1000, "moved_out": 1000})
        self.assertEqual(self._of(self.leader, **of), {"moved_in": 1000, "closing": 1000})
        self.assertEqual(self._told(**of), {"opening": 1000, "closing": 1000})

    def _of(self, user, **story):
        sums, _counts = self.snapshots.with_user(self.sales_manager)._get_waterfall(
            self._story(**story, user=user.id)
        )
        return {name: float(value) for name, value in sums.items() if value}

    def test_each_figure_opens_exactly_its_opportunities(self):
        self._play()
        snapshots = self.snapshots.with_user(self.sales_manager)
        story = self._story(0, 5, **self.MARCH)
        sums, counts = snapshots._get_waterfall(story)
        for movement in ("opening", *SIGNS, "closing"):
            with self.subTest(movement):
                token = snapshots._get_movement_token(story, movement)
                rows = snapshots.with_context(crm_pipeline_opening=START).search(
                    [("movement", "=", token)]
                )
                self.assertEqual(len(rows), counts[movement])
                amount = "difference" if movement in ("up", "down") else "value"
                total = sum(Decimal(str(value)) for value in rows.mapped(amount))
                self.assertEqual(abs(total), sums[movement])

    def test_a_figure_opens_no_more_than_one_may_see(self):
        self._create_lead("Foreign", user_id=self.head.id, team_id=False, stage_id=False)
        own = self._create_lead()
        self._take(0)
        self._take(1)
        snapshots = self.snapshots.with_user(self.seller)
        token = self.snapshots._get_movement_token(self._story(0, 1), "closing")
        self.assertEqual(snapshots.search([("movement", "=", token)]).sudo().lead_id, own)

    def test_a_token_from_elsewhere_is_refused(self):
        for token in ("x", "{}", '{"movement": "new"}', "[]", "1"):
            with self.assertRaises(ValidationError):
                self.snapshots.search([("movement", "=", token)])
        token = self.snapshots._get_movement_token(self._story(0, 1), "'; DROP TABLE x")
        with self.assertRaises(ValidationError):
            self.snapshots.search([("movement", "=", token)])

    def test_few_and_many_take_as_many_queries(self):
        def count(number):
            for place in range(number):
                self._create_lead(f"Lead {place}")
            self._take(len(self.days.search([])))
            snapshots = self.snapshots.with_user(self.sales_manager)
            snapshots._get_waterfall(self._story(0, 0))
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            snapshots._get_waterfall(self._story(0, 0))
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(10), count(100))

    # any history
    def _act(self, leads, rng):
        some = self.env["crm.lead"].concat(*rng.sample(list(leads), min(len(leads), 3)))
        rng.choice(
            [
                lambda: some.write({"expected_revenue": rng.randint(0, 99999) / 100}),
                lambda: some.write(
                    {"date_deadline": START + timedelta(days=rng.choice([5, 20, 40, 90]))}
                ),
                lambda: some.write({"date_deadline": False}),
                lambda: some.write({"user_id": rng.choice([self.seller, self.leader]).id}),
                lambda: some.write({"stage_id": rng.choice([self.first, self.next]).id}),
                lambda: some.action_set_won(),
                lambda: some.filtered(lambda one: not one.stage_id.is_won).action_set_lost(),
                lambda: some.action_unarchive(),
                lambda: some.action_archive(),
                lambda: some[:1].unlink(),
                lambda: some[:1].write({"type": "lead"}),
                lambda: some.with_context(active_test=False).merge_opportunity(),
            ]
        )()

    def _full(self, leads):
        """Return {id: (status, value, deadline, owner)}: a whole copy of a day."""
        return {
            lead.id: (
                lead._crm_status(),
                Decimal(str(round(lead.expected_revenue, 2))),
                lead.date_deadline,
                lead.user_id.id,
            )
            for lead in leads.exists()
            if lead.type == "opportunity"
        }

    def _play_at_random(self, rng):
        """Play 1,000 acts in 40 days; return {day: whole copy} of the days that were taken."""
        copies, leads = {}, self.env["crm.lead"].with_context(active_test=False)
        for days in range(40):
            for _number in range(25):
                leads = leads.exists()
                while len(leads) < 15:
                    name, value = f"{days} {len(leads)}", rng.randint(0, 99999) / 100
                    leads += self._create_lead(name, expected_revenue=value)
                with suppress(UserError), self.env.cr.savepoint():
                    self._act(leads, rng)
            if rng.random() < 0.8:
                self._take(days)
                copies[days] = self._full(leads)
        return copies

    def test_random_histories_add_up_and_each_day_equals_its_whole_copy(self):
        rng = random.Random(20260306)
        copies = self._play_at_random(rng)
        for days, copy in copies.items():
            rows = self.snapshots.search([("as_of", "=", START + timedelta(days=days))])
            told = {
                row.lead_number: (
                    row.status,
                    Decimal(str(row.value)),
                    row.date_deadline,
                    row.owner_id.id,
                )
                for row in rows
            }
            self.assertEqual(told, copy)
        window = {"start": START + timedelta(days=10), "stop": START + timedelta(days=30)}
        for _number in range(30):
            opening, closing = sorted(rng.sample(sorted(copies), 2))
            user = rng.choice([None, self.seller.id])
            story = self._story(opening, closing, user=user, **window)
            sums, _counts = self.snapshots._get_waterfall(story)
            self.assertEqual(difference(sums), 0)
            self.assertEqual(sums, self._tell(copies[opening], copies[closing], story))

    def _tell(self, before, after, story):
        """Return the waterfall of two whole copies, one opportunity after the other."""

        def side(copy, number):
            if number not in copy:
                return NOTHING, Decimal(0)
            status, value, deadline, owner = copy[number]
            row = self._closing_of(number, story, copy is after) if status == "won" else deadline
            place = "after" if not row or row > story["stop"] else "inside"
            place = "before" if row and row < story["start"] else place
            return Side(status, place, story["user"] in (None, owner)), value

        sums = dict.fromkeys(("opening", *SIGNS, "closing"), Decimal(0))
        for number in {*before, *after}:
            (one, value), (other, later) = side(before, number), side(after, number)
            sums["opening"] += value if one.is_inside else 0
            sums["closing"] += later if other.is_inside else 0
            amounts = {
                "before": value,
                "after": later,
                "up": max(later - value, Decimal(0)),
                "down": max(value - later, Decimal(0)),
            }
            for movement, name in moves(one, other):
                sums[movement] += amounts[name]
        return sums

    def _closing_of(self, number, story, is_after):
        day = story["closing" if is_after else "opening"]
        row = self.snapshots.search([("as_of", "=", day), ("lead_number", "=", number)])
        return row.date_close

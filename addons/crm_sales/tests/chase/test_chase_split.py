from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...tools.cash.split import variant
from .common import ChaseCommon


@tagged("post_install", "-at_install")
class TestChaseSplit(ChaseCommon):
    """Timing A: a mail after 2 and a call after 4 working days; timing B: after 5 and 8."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.remind.days_b, cls.call.days_b = 5, 8
        with freeze_time("2026-03-02 00:00:00"):
            cls.rule.is_split = True

    def _chases(self, answers):
        """Create follow-ups: ``answers`` {timing: (answered after two days, all)}."""
        orders = self.env["sale.order"]
        with freeze_time("2026-03-02 04:00:00"):
            made = {"a": orders, "b": orders}
            while any(len(made[key]) < answers[key][1] for key in made):
                order = self._create_order()
                key = variant(self.rule.id, order.id)
                if len(made[key]) < answers[key][1]:
                    made[key] |= order
            (made["a"] | made["b"]).action_quotation_sent()
        chases = self.env["crm.sales.chase"]
        with freeze_time("2026-03-04 04:00:00"):
            for key, some in made.items():
                answered = some[: answers[key][0]]
                chases.search([("order_id", "in", answered.ids)])._end("answered")
        self.env.flush_all()

    def test_each_timing_has_its_days(self):
        self._chases({"a": (0, 1), "b": (0, 1)})
        days = {
            chase.variant: str(chase.date_next)
            for chase in self.env["crm.sales.chase"].search([("rule_id", "=", self.rule.id)])
        }
        self.assertEqual(days, {"a": "2026-03-04", "b": "2026-03-09"})

    def test_quotations_count_when_their_days_have_passed(self):
        self._chases({"a": (1, 2), "b": (1, 2)})
        for day, count in (("2026-03-15", 0), ("2026-03-17", 2)):
            with freeze_time(day):
                self.env.invalidate_all()
                self.assertEqual(self.rule.split_json[0]["count"], count)

    @freeze_time("2026-03-20")
    def test_few_answers_show_no_difference(self):
        self._chases({"a": (1, 4), "b": (2, 4)})
        self.assertIn("No difference shown", self.rule.split_words)
        self.assertFalse(self.rule.split_winner)
        with self.assertRaisesRegex(UserError, "No difference shown"):
            self.rule.action_apply_winner()

    @freeze_time("2026-03-20")
    def test_the_winner_is_applied_by_one_press(self):
        self._chases({"a": (1, 12), "b": (11, 12)})
        self.assertEqual(self.rule.split_winner, "b")
        self.assertEqual(
            self.rule.split_words,
            "B gets more answers: 92 % within 14 days, against 8 %.",
        )
        self.rule.action_apply_winner()
        self.assertFalse(self.rule.is_split)
        self.assertEqual((self.remind.days, self.call.days, self.call.days_b), (5, 8, 0))
        running = self.env["crm.sales.chase"].search(
            [("rule_id", "=", self.rule.id), ("state", "=", "running")]
        )
        self.assertEqual(set(map(str, running.mapped("date_next"))), {"2026-03-09"})

    @freeze_time("2026-03-20")
    def test_an_answer_after_the_days_is_none(self):
        self._chases({"a": (0, 2), "b": (0, 2)})
        chases = self.env["crm.sales.chase"].search([("rule_id", "=", self.rule.id)])
        chases._end("answered")
        self.env.invalidate_all()
        self.assertEqual([row["answered"] for row in self.rule.split_json], [0, 0])
        self.assertEqual([row["count"] for row in self.rule.split_json], [2, 2])

    @freeze_time("2026-03-20")
    def test_what_we_stopped_does_not_count(self):
        self._chases({"a": (0, 2), "b": (0, 2)})
        with freeze_time("2026-03-05"):
            self.env["crm.sales.chase"].search([("rule_id", "=", self.rule.id)])._end("stopped")
        self.env.invalidate_all()
        self.assertEqual([row["count"] for row in self.rule.split_json], [0, 0])
        self.assertIn("Nothing to compare yet", self.rule.split_words)

    @freeze_time("2026-03-20")
    def test_the_figures_open_the_quotations_behind_them(self):
        self._chases({"a": (1, 3), "b": (1, 2)})
        action = self.rule.action_view_compared()
        found = self.env["crm.sales.chase"].search_count(action["domain"])
        self.assertEqual(found, sum(row["count"] for row in self.rule.split_json))

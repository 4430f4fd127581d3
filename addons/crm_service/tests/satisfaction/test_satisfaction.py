from odoo.tests import TransactionCase, tagged

from odoo.addons.crm_customer.tools.wilson import wilson

from .common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestSatisfaction(SatisfactionCommon, TransactionCase):
    """Ten requests of one category: 8 answers, 6 of them satisfied."""

    def setUp(self):
        super().setUp()
        self.category = self.env["crm.service.category"].create({"name": "Counted"})
        for number, rate in enumerate([5, 5, 5, 5, 5, 5, 3, 1, None, None]):
            ticket = self._create_ticket(
                f"Nr. {number}", user_id=self.agent.id, category_id=self.category.id
            )
            self._close(ticket)
            if rate:
                self._vote(ticket, rate, crm_rating_effort="4" if rate == 5 else "1")
            else:
                ticket._get_rating_request()
        self.env.flush_all()

    def _figures(self, *groups):
        report = self.env["crm.service.satisfaction"].with_user(self.head)
        names = ("response_rate", "csat", "csat_low", "csat_high", "score", "effort_score")
        return report.formatted_read_group(
            [("category_id", "=", self.category.id)],
            list(groups),
            ["__count", "answers:sum", *(f"{name}:avg" for name in names)],
        )

    def test_the_figures_by_hand(self):
        [row] = self._figures("category_id")
        self.assertEqual(row["__count"], 10)
        self.assertEqual(row["answers:sum"], 8)
        self.assertAlmostEqual(float(row["response_rate:avg"]), 0.8)
        self.assertAlmostEqual(float(row["csat:avg"]), 0.75)
        self.assertAlmostEqual(float(row["score:avg"]), (6 * 5 + 3 + 1) / 8)
        self.assertAlmostEqual(float(row["effort_score:avg"]), (6 * 4 + 2) / 8)

    def test_the_range_is_that_of_wilson_in_every_group(self):
        low, high = wilson(6, 8)
        for groups in ((), ("category_id",), ("team_id",), ("kind", "team_id")):
            [row] = self._figures(*groups)
            self.assertAlmostEqual(float(row["csat_low:avg"]), low, 6)
            self.assertAlmostEqual(float(row["csat_high:avg"]), high, 6)

    def test_a_group_without_answers_has_no_range(self):
        ticket = self._create_ticket("Silent", category_id=self.category.id, kind="request")
        self._close(ticket)._get_rating_request()
        self.env.flush_all()
        rows = {row["kind"]: row for row in self._figures("kind")}
        self.assertFalse(rows["request"]["csat_low:avg"])

    def test_figures_open_their_rows_and_those_their_tickets(self):
        [row] = self._figures("category_id")
        report = self.env["crm.service.satisfaction"].with_user(self.head)
        rows = report.search(row["__extra_domain"] + [("category_id", "=", self.category.id)])
        self.assertEqual(len(rows), 10)
        action = rows[0].action_open_ticket()
        self.assertEqual(action["res_id"], rows[0].ticket_id.id)

    def test_the_level_of_the_customer_groups(self):
        level = self.env["crm.customer.level"].create({"name": "Counted level"})
        self.customer.crm_level_id = level
        self.env.flush_all()
        [row] = self._figures("level_id")
        self.assertEqual(row["level_id"][0], level.id)

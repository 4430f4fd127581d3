from odoo.tests import TransactionCase, tagged

from ...tools.nps import score_of
from .common import NpsCommon

SCORES = [10, 10, 9, 9, 9, 8, 7, 7, 6, 0, None, None, None, None]
NAMES = ("response_rate", "nps", "nps_low", "nps_high", "score")
# what the figures must equal, written another way
SQL = """
SELECT (SELECT count(*) FROM crm_service_nps_answer
         WHERE round_id = %(round)s AND date_answered IS NOT NULL AND score >= 9) AS up,
       (SELECT count(*) FROM crm_service_nps_answer
         WHERE round_id = %(round)s AND date_answered IS NOT NULL AND score <= 6) AS down,
       (SELECT count(*) FROM crm_service_nps_answer
         WHERE round_id = %(round)s AND date_answered IS NOT NULL) AS said,
       (SELECT count(*) FROM crm_service_nps_answer
         WHERE round_id = %(round)s AND date_asked IS NOT NULL) AS asked
"""


@tagged("post_install", "-at_install")
class TestNpsFigures(NpsCommon, TransactionCase):
    """Fourteen asked, ten answered: 5 promoters, 3 passive, 2 detractors; one not asked."""

    def setUp(self):
        super().setUp()
        for number in range(len(SCORES) - 2):
            self._create_contact(f"Nr. {number}", f"nr{number}@rival.example.com")
        self._create_contact("No address", False)
        self.round = self._start()
        asked = self.round.answer_ids.filtered(lambda answer: answer.state == "asked")
        self.assertEqual(len(asked), len(SCORES))
        for answer, score in zip(asked, SCORES, strict=True):
            if score is not None:
                self._answer(answer, score)
        self.env.flush_all()

    def _figures(self, *groups, user=None):
        report = self.env["crm.service.nps.answer"].with_user(user or self.head)
        return report.formatted_read_group(
            [("round_id", "=", self.round.id)],
            list(groups),
            ["__count", "is_asked:sum", "is_answered:sum", *(f"{name}:avg" for name in NAMES)],
        )

    def test_figures_by_hand(self):
        [row] = self._figures("round_id")
        self.assertEqual((row["is_asked:sum"], row["is_answered:sum"]), (14, 10))
        self.assertAlmostEqual(float(row["response_rate:avg"]), 10 / 14)
        self.assertAlmostEqual(float(row["nps:avg"]), 30)
        self.assertAlmostEqual(float(row["score:avg"]), 7.5)
        self.assertAlmostEqual(float(row["nps_low:avg"]), -19.05, 2)
        self.assertAlmostEqual(float(row["nps_high:avg"]), 65.20, 2)

    def test_figures_are_those_of_another_statement_and_of_the_engine(self):
        self.env.cr.execute(SQL, {"round": self.round.id})
        up, down, said, asked = self.env.cr.fetchone()
        found = score_of(up, said - up - down, down)
        for groups in ((), ("round_id",), ("quarter:quarter",), ("level_id", "round_id")):
            [row] = self._figures(*groups)
            self.assertAlmostEqual(float(row["nps:avg"]), found.score, 6)
            self.assertAlmostEqual(float(row["nps_low:avg"]), found.low, 6)
            self.assertAlmostEqual(float(row["nps_high:avg"]), found.high, 6)
            self.assertAlmostEqual(float(row["response_rate:avg"]), said / asked, 6)

    def test_a_group_without_answers_has_no_score(self):
        rows = {row["state"]: row for row in self._figures("state")}
        self.assertFalse(rows["asked"]["nps:avg"])
        self.assertFalse(rows["asked"]["nps_low:avg"])
        self.assertFalse(rows["skipped"]["response_rate:avg"])

    def test_the_round_shows_them(self):
        one = self.round.with_user(self.head)
        one.invalidate_recordset()
        self.assertAlmostEqual(one.nps, 30)
        self.assertAlmostEqual(one.response_rate, 10 / 14, 4)
        self.assertEqual((one.asked_count, one.answered_count, one.skipped_count), (14, 10, 1))

    def test_a_figure_opens_its_answers(self):
        for row in self._figures("group", "user_id"):
            found = self.env["crm.service.nps.answer"].search(
                [("round_id", "=", self.round.id), *row["__extra_domain"]]
            )
            self.assertEqual(len(found), row["__count"])
        action = self.round.with_user(self.head).action_view_answers()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, self.round.answer_ids)

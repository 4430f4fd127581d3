from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from .common import NpsCommon


@tagged("post_install", "-at_install")
class TestNpsSecurity(NpsCommon, TransactionCase):
    def setUp(self):
        super().setUp()
        self.round = self._start()
        self.mine = self._answer(self._of(self.round, self.contact), 9)
        self.theirs = self._answer(self._of(self.round, self.boss), 2)
        self.env.flush_all()

    def _seen(self, user):
        return (
            self.env["crm.service.nps.answer"]
            .with_user(user)
            .search([("round_id", "=", self.round.id)])
        )

    def test_one_sees_the_answers_of_own_customers_and_no_ranking(self):
        self.assertEqual(self._seen(self.agent), self.mine)
        self.assertEqual(self._seen(self.colleague), self.theirs)
        self.assertEqual(self._seen(self.head), self.mine | self.theirs)
        groups = (
            self.env["crm.service.nps.answer"]
            .with_user(self.agent)
            ._read_group([("round_id", "=", self.round.id)], ["user_id"], ["nps:avg"])
        )
        self.assertEqual([(user, float(nps)) for user, nps in groups], [(self.agent, 100)])

    def test_the_result_of_a_round_is_that_of_what_one_sees(self):
        for user, nps in ((self.agent, 100), (self.colleague, -100), (self.head, 0)):
            self.round.invalidate_recordset()
            self.assertAlmostEqual(self.round.with_user(user).nps, nps)

    def test_the_leader_of_a_sales_team_sees_those_of_the_team(self):
        self.env["crm.team"].create(
            {"name": "Asked", "member_ids": [(6, 0, (self.leader | self.colleague).ids)]}
        )
        self.assertEqual(self._seen(self.leader), self.theirs)

    def test_nobody_writes_an_answer(self):
        for user in (self.agent, self.leader, self.head):
            mine = self.mine.with_user(user)
            with self.assertRaises(AccessError):
                mine.write({"score": 10})
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.create({"round_id": self.round.id, "quarter": "2026-01-01"})

    def test_nobody_of_the_service_finds_the_key_to_an_answer(self):
        for user in (self.agent, self.head):
            self.assertNotIn("user_input_id", self.mine.with_user(user).fields_get())
            with self.assertRaises(AccessError):
                self.mine.with_user(user).read(["user_input_id"])
        shown = self.env.ref("crm_service.mail_template_nps")._render_field(
            "body_html", self.mine.ids
        )[self.mine.id]
        self.assertNotIn(self.mine.user_input_id.access_token, shown)

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._create_user("nps_stranger", "crm_service.group_service_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self._seen(stranger))
        with self.assertRaises(AccessError):
            self.round.with_user(stranger).read(["name"])

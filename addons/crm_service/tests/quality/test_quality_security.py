from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import QualityCommon


@tagged("post_install", "-at_install")
class TestQualitySecurity(QualityCommon):
    def setUp(self):
        super().setUp()
        self._answered(self.agent)
        self._answered(self.colleague)
        self.sample = self._draw()
        self.mine, self.other = (
            self.sample.review_ids.filtered(lambda one, user=user: one.user_id == user)
            for user in (self.agent, self.colleague)
        )

    def test_agents_see_their_own_when_it_is_done(self):
        reviews = self.env["crm.service.quality.review"].with_user(self.agent)
        self.assertFalse(reviews.search([]))
        self._review(self.mine, "yes", "no", comment="Well done")
        self._review(self.other, "no", "no", comment="Hm")
        self.assertEqual(reviews.search([]), self.mine)
        self.assertEqual(reviews.search([]).comment, "Well done")
        lines = self.env["crm.service.quality.line"].with_user(self.agent)
        self.assertEqual(lines.search([]), self.mine.line_ids)
        self.assertEqual(reviews._read_group([], [], ["score:avg", "__count"]), [(0.75, 1)])

    def test_leaders_see_their_own_alone(self):
        self._review(self.mine, "yes", "no")
        self.assertFalse(self.env["crm.service.quality.review"].with_user(self.leader).search([]))

    def test_agents_write_nothing(self):
        self._review(self.mine, "no", "no")
        for record, values in (
            (self.mine, {"comment": "Great"}),
            (self.mine.line_ids[0], {"answer": "yes"}),
            (self.right, {"weight": 9}),
        ):
            with self.assertRaises(AccessError):
                record.with_user(self.agent).write(values)
        with self.assertRaises(AccessError):
            self.sample.with_user(self.agent).read(["name"])
        with self.assertRaises(AccessError):
            self.mine.with_user(self.agent).action_reopen()

    def test_managers_do_not_write_scores_or_states(self):
        for values in ({"score": 1}, {"state": "done"}, {"user_id": self.agent.id}):
            with self.assertRaises(AccessError):
                self.other.with_user(self.head).write(values)
        with self.assertRaises(AccessError):
            self.other.line_ids[0].with_user(self.head).weight = 100

    def test_another_company_is_not_seen(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self._create_user("foreign_head", "crm_service.group_service_manager")
        foreign.sudo().write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        for name in ("sample", "review", "line"):
            records = self.env[f"crm.service.quality.{name}"].with_user(foreign)
            self.assertFalse(records.search([]), name)

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import JourneyCommon


@tagged("post_install", "-at_install")
class TestSteps(JourneyCommon):
    def _branch(self, condition, **values):
        """A journey: mail, wait, branch; yes tags, no plans a call."""
        journey = self._create_journey(
            [
                "mail",
                ("wait", {"wait_count": 2}),
                ("branch", {"condition": condition, **values}),
                "tag",
                "end",
                "activity",
            ],
            is_exit_reply=False,
        )
        steps = journey.step_ids.sorted()
        steps[2].no_id = steps[5]
        self._start(journey)
        return journey

    def _went(self, partner):
        """Return whether yes or no was taken."""
        run = self._get_run(partner)
        self.assertEqual(run.state, "done")
        kinds = set(run.event_ids.mapped("kind"))
        self.assertEqual("tag" in kinds, self.tag in partner.category_id)
        self.assertEqual("yes" in kinds, "tag" in kinds)
        self.assertEqual("no" in kinds, "activity" in kinds)
        return "yes" in kinds

    def test_opened_goes_its_own_way(self):
        partners = [self._create_member(name) for name in ("Reads", "Reads Not")]
        self._branch("opened")
        self._run()
        self._get_run(partners[0]).event_ids.trace_id.set_opened()
        self._run(days=3)
        self.assertEqual([self._went(partner) for partner in partners], [True, False])

    def test_clicked_goes_its_own_way(self):
        partners = [self._create_member(name) for name in ("Clicks", "Clicks Not")]
        self._branch("clicked")
        self._run()
        self._get_run(partners[0]).event_ids.trace_id.set_clicked()
        self._run(days=3)
        self.assertEqual([self._went(partner) for partner in partners], [True, False])

    def test_answered_goes_its_own_way(self):
        partners = [self._create_member(name) for name in ("Answers", "Answers Not")]
        self._branch("replied")
        self._run()
        with self._later(days=1):
            partners[0].message_post(body="Yes", author_id=partners[0].id, message_type="email")
        self._run(days=3)
        self.assertEqual([self._went(partner) for partner in partners], [True, False])

    def test_a_condition_on_the_contact_is_asked_when_one_comes_there(self):
        partners = [self._create_member(name, ref="x") for name in ("Big", "Small")]
        self._branch("contact", domain="[('ref', '=', 'big')]")
        self._run()
        partners[0].ref = "big"
        self._run(days=3)
        self.assertEqual([self._went(partner) for partner in partners], [True, False])

    def test_a_condition_on_the_lead_is_asked(self):
        journey = self._create_journey(
            [("branch", {"condition": "lead", "domain": "[('expected_revenue', '>', 500)]"}),
             "activity"],
            entry="lead_created",
            segment_id=False,
        )  # fmt: skip
        self._start(journey)
        with self._later():
            big, small = self._create_lead("Big"), self._create_lead("Small", expected_revenue=5)
        self._run()
        self.assertTrue(big.activity_ids)
        self.assertFalse(small.activity_ids)

    def test_a_condition_is_asked_by_the_rights_of_its_author(self):
        partner = self._create_member("Hidden")
        journey = self._create_journey(
            [("branch", {"condition": "contact", "domain": "[]"}), "tag"]
        )
        step = journey.step_ids.sorted()[0]
        plain = self._create_user("journey_plain", "base.group_user")
        step.author_id = plain
        self.env["ir.rule"].create(
            {
                "name": "Hide",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "groups": [(4, self.env.ref("base.group_user").id)],
                "domain_force": [("id", "!=", partner.id)],
            }
        )
        self._start(journey)
        self._run()
        self.assertIn("no", self._get_run(partner).event_ids.mapped("kind"))

    def test_a_condition_that_cannot_be_read_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be read"):
            self._create_journey(
                [("branch", {"condition": "contact", "domain": "[('nonsense', '=', 1)]"})]
            )

    def test_a_circle_is_refused(self):
        journey = self._create_journey(["mail", "wait", "branch"])
        first, _wait, branch = journey.step_ids.sorted()
        with self.assertRaisesRegex(ValidationError, "circle.*mail 1"):
            branch.no_id = first

    def test_a_step_does_not_lead_into_another_journey(self):
        here, there = self._create_journey(["mail"]), self._create_journey(["mail"])
        with self.assertRaisesRegex(ValidationError, "out of the journey"):
            here.step_ids.next_id = there.step_ids

    def test_a_template_of_another_model_is_refused(self):
        template = self.env.ref("crm_sales.mail_template_chase")
        with self.assertRaisesRegex(ValidationError, "fits who enters"):
            self._create_journey([("mail", {"template_id": template.id})])

    def test_an_activity_goes_to_the_owner_or_always_to_the_same(self):
        partner = self._create_member()
        steps = ["activity", ("activity", {"user_rule": "user", "user_id": self.leader.id})]
        self._start(self._create_journey(steps))
        self._run()
        self.assertEqual(partner.activity_ids.user_id, self.seller | self.leader)

    def test_who_has_no_owner_is_for_the_responsible(self):
        partner = self._create_member(user_id=False)
        self._start(self._create_journey(["activity"]))
        self._run()
        self.assertEqual(partner.activity_ids.user_id, self.head)

    def test_waits_count_hours_days_working_days_and_dates(self):
        # Monday, ten o'clock in Shanghai; the 7th and 8th are a weekend
        for values, last, next_ in (
            ({"wait_unit": "hour", "wait_count": 5}, {"hours": 4}, {"hours": 6}),
            ({"wait_unit": "day", "wait_count": 3}, {"days": 2}, {"days": 3, "hours": 1}),
            ({"wait_unit": "workday", "wait_count": 5}, {"days": 6}, {"days": 7, "hours": 1}),
            ({"wait_unit": "date", "wait_date": "2026-03-10"}, {"days": 7}, {"days": 8}),
        ):
            with self.subTest(values):
                partner = self._create_member(f"Waits {values['wait_unit']}")
                journey = self._create_journey([("wait", values), "tag"])
                self._start(journey)
                self._run()
                self._run(**last)
                self.assertEqual(self._get_run(partner, journey).state, "waiting")
                self._run(**next_)
                self.assertEqual(self._get_run(partner, journey).state, "done")
                journey.action_end()

    def test_a_copy_leads_where_the_original_leads(self):
        journey = self._create_journey(["branch", "mail", "end", "tag"])
        steps = journey.step_ids.sorted()
        steps[0].no_id = steps[3]
        twin = journey.copy()
        copied = twin.step_ids.sorted()
        self.assertEqual(copied[0].no_id, copied[3])
        self.assertEqual((twin.state, twin.version), ("draft", 0))

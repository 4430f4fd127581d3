from odoo.tests import Form, tagged

from .common import START, JourneyCommon


@tagged("post_install", "-at_install")
class TestScreen(JourneyCommon):
    def setUp(self):
        super().setUp()
        self.partners = [self._create_member(f"Screen {number}") for number in range(3)]
        self.journey = self._create_journey(["mail", ("wait", {"wait_count": 5}), "tag"])
        self._start(self.journey)
        self._run()
        runs = [self._get_run(partner) for partner in self.partners]
        runs[0].event_ids.trace_id.set_opened()
        with self._later(days=1):
            runs[1].action_stop()
        self.mail, self.wait, self.last = self.journey.step_ids.sorted()

    def _counts(self, step):
        node = next(node for node in self.journey.flow["nodes"] if node["key"] == step.id)
        return {each["what"]: each["count"] for each in node["counts"]}

    def test_the_drawing_counts_who_is_where(self):
        self.assertEqual(self._counts(self.mail), {"done": 3, "opened": 1})
        self.assertEqual(self._counts(self.wait), {"waiting": 2, "left": 1})
        self.assertEqual(self._counts(self.last), {})

    def test_each_figure_opens_exactly_its_participants(self):
        for step in (self.mail, self.wait):
            for what, count in self._counts(step).items():
                with self.subTest(f"{step.kind} {what}"):
                    action = self.journey.action_view_step(step.id, what)
                    found = self.env["crm.sales.journey.run"].search(action["domain"])
                    self.assertEqual(len(found), count)

    def test_the_buttons_open_what_they_count(self):
        for name, field in (
            ("action_view_runs", "entered_count"),
            ("action_view_waiting", "waiting_count"),
            ("action_view_goals", "goal_count"),
            ("action_view_old", "old_run_count"),
        ):
            with self.subTest(name):
                action = getattr(self.journey, name)()
                found = self.env["crm.sales.journey.run"].search_count(action["domain"])
                self.assertEqual(found, self.journey[field])

    def test_a_seller_counts_own_customers_alone(self):
        self.partners[0].user_id = self.head
        self.env.flush_all()
        journey = self.journey.with_user(self.seller)
        node = journey.flow["nodes"][0]
        self.assertEqual(node["counts"][0]["count"], 2)

    def test_a_team_leader_counts_the_customers_of_the_team(self):
        node = self.journey.with_user(self.leader).flow["nodes"][0]
        self.assertEqual(node["counts"][0]["count"], 3)

    # trials
    def _try(self, journey, **values):
        trial = self.env["crm.sales.journey.try"].with_user(self.marketer)
        form = Form(trial.with_context(default_journey_id=journey.id))
        form.partner_id = self.partners[0]
        form.date_start = START
        for name, value in values.items():
            form[name] = value
        return form.result

    def test_a_trial_says_what_happens_when_and_sends_nothing(self):
        journey = self._create_journey(["mail", ("wait", {"wait_count": 5}), "tag"])
        mails = self.env["mail.mail"].search_count([])
        result = self._try(journey)
        self.assertIn("mail 1", result)
        self.assertIn("tag 3", result)
        self.assertIn("3/7/26", result)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(journey.run_ids)

    def test_a_trial_says_that_consent_is_missing(self):
        journey = self._create_journey(["mail", "tag"], purpose_id=self.purpose.id)
        result = self._try(journey)
        self.assertIn("no consent", result)
        self.assertNotIn("tag 2", result)

    def test_a_trial_takes_the_branch_of_who_opens(self):
        journey = self._create_journey(["mail", "branch", "tag"])
        self.assertNotIn("tag 3", self._try(journey))
        self.assertIn("tag 3", self._try(journey, is_opening=True))

    def test_lists_of_ten_and_a_hundred_take_as_many_queries(self):
        self.env["crm.sales.journey"].create(
            [{"name": f"Many {number}", "purpose_id": self.service.id} for number in range(100)]
        )
        names = ["name", "state", "waiting_count", "entered_count", "goal_count", "old_run_count"]
        journeys = self.env["crm.sales.journey"].search([("name", "like", "Many")])

        def read(some):
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            some.read(names)
            return self.cr.sql_log_count - start

        read(journeys[:1])
        self.assertEqual(read(journeys[:10]), read(journeys))

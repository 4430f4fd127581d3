from odoo.tests import tagged

from .common import START, JourneyCommon


@tagged("post_install", "-at_install")
class TestExit(JourneyCommon):
    def _begin(self, **values):
        """A participant that waits for five days before a second mail."""
        self.partner = self._create_member()
        self.journey = self._create_journey(["mail", ("wait", {"wait_count": 5}), "mail"], **values)
        self._start(self.journey)
        self._run()
        self.run_ = self._get_run(self.partner)
        self.assertEqual(self.run_.step_id.kind, "wait")

    def _end(self, reason, mails=1):
        self._run(days=6)
        self.assertEqual((self.run_.state, self.run_.reason), ("left", reason))
        self.assertEqual(len(self._mails(self.partner)), mails)

    def test_without_an_exit_one_comes_to_the_end(self):
        self._begin()
        self._run(days=4)
        self.assertEqual(self.run_.state, "waiting")
        self._run(days=6)
        self.assertEqual(self.run_.state, "done")
        self.assertEqual(len(self._mails(self.partner)), 2)

    def test_who_answers_a_mail_leaves(self):
        self._begin()
        with self._later(days=1):
            self.partner.message_post(body="Yes", author_id=self.partner.id, message_type="email")
        self._end("reply")

    def test_an_answer_that_the_host_recognised_by_its_reference_counts(self):
        self._begin()
        trace = self.run_.event_ids.trace_id
        with self._later(days=1):
            trace.set_replied()
        self._end("reply")

    def test_a_logged_call_is_an_answer(self):
        self._begin()
        with self._later(days=1):
            self.env["crm.customer.interaction"].create(
                {"partner_id": self.partner.id, "kind": "call", "direction": "in", "name": "Hm"}
            )
        self._end("reply")

    def test_what_colleagues_write_is_no_answer(self):
        self._begin()
        with self._later(days=1):
            self.partner.with_user(self.seller).message_post(body="Nice", message_type="comment")
        self._run(days=6)
        self.assertEqual(self.run_.state, "done")

    def test_an_answer_does_not_end_a_journey_that_does_not_ask_for_it(self):
        self._begin(is_exit_reply=False)
        with self._later(days=1):
            self.partner.message_post(body="Yes", author_id=self.partner.id, message_type="email")
        self._run(days=6)
        self.assertEqual(self.run_.state, "done")

    def test_who_orders_leaves_and_the_goal_is_counted(self):
        self._begin(goal="order", goal_days=30)
        with self._later(days=2):
            order = self.env["sale.order"].create({"partner_id": self.partner.id})
            order.action_confirm()
        self._end("order")
        self.assertEqual(self.run_.date_goal, order.date_order)
        self.assertEqual((self.journey.goal_count, self.journey.goal_rate), (1, 1.0))

    def test_an_order_of_the_company_of_the_contact_counts(self):
        self._begin()
        buyer = self._create_customer("Buyer", parent_id=self.partner.id, is_company=False)
        with self._later(days=2):
            self.env["sale.order"].create({"partner_id": buyer.id}).action_confirm()
        self._end("order")

    def test_an_order_of_before_is_no_exit(self):
        partner = self._create_member("Before")
        with self._later(days=-3):
            self.env["sale.order"].create({"partner_id": partner.id}).action_confirm()
        journey = self._create_journey(["tag"], goal="order")
        self._start(journey)
        self._run()
        self.assertEqual(self._get_run(partner).state, "done")
        self.assertFalse(self._get_run(partner).date_goal)

    def test_a_goal_after_its_days_does_not_count(self):
        self._begin(goal="order", goal_days=10, is_exit_order=False)
        with self._later(days=11):
            self.env["sale.order"].create({"partner_id": self.partner.id}).action_confirm()
        self._run(days=12)
        self.assertFalse(self.run_.date_goal)

    def test_a_won_opportunity_is_a_goal(self):
        self._begin(goal="won")
        with self._later(days=1):
            self._create_lead(partner_id=self.partner.id).action_set_won()
            self.env["crm.lead"].flush_model()
        self._run(days=2)
        self.assertEqual(self.journey.goal_count, 1)

    def test_who_leaves_the_segment_leaves(self):
        self._begin(is_exit_segment=True)
        self.env["crm.customer.segment.member"].search(
            [("partner_id", "=", self.partner.id)]
        ).date_to = "2026-03-04"
        self._end("segment")

    def test_who_opts_out_leaves_without_another_message(self):
        partner = self._create_member("Grants")
        self._consent(partner)
        self.journey = self._create_journey(
            ["mail", ("wait", {"wait_count": 5}), "mail"], purpose_id=self.purpose.id
        )
        self._start(self.journey)
        self._run()
        self.partner, self.run_ = partner, self._get_run(partner)
        self.env["mail.blacklist"]._add(partner.email)
        self._end("consent")

    def test_who_was_archived_leaves(self):
        self._begin()
        self.partner.active = False
        self._end("gone")

    def test_who_is_taken_out_gets_no_more(self):
        self._begin()
        with self._later(days=1):
            self.run_.with_user(self.marketer).action_stop()
        self._end("stopped")

    def test_when_the_journey_is_ended_all_leave(self):
        self._begin()
        with self._later(days=1):
            self.journey.with_user(self.marketer).action_end()
        self.assertEqual((self.run_.state, self.run_.reason), ("left", "ended"))
        self._end("ended")

    def test_a_pause_keeps_all_where_they_are(self):
        self._begin()
        self.journey.action_pause()
        self._run(days=9)
        self.assertEqual(self.run_.state, "waiting")
        self.journey.action_start()
        self._run(days=10)
        self.assertEqual(self.run_.state, "done")

    def test_why_somebody_left_is_told(self):
        self._begin()
        self.partner.active = False
        self._run(days=6)
        left = self.run_.event_ids.filtered(lambda event: event.kind == "left")
        self.assertEqual(left.detail, "Contact Archived")
        self.assertGreater(left.date, START)

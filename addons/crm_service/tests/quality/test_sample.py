from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import QualityCommon


@tagged("post_install", "-at_install")
class TestSample(QualityCommon):
    def test_last_month_is_drawn_from_unless_said_otherwise(self):
        sample = self._create_sample()
        self.assertEqual(str(sample.date_from), "2026-03-01")
        self.assertEqual(str(sample.date_to), "2026-03-31")
        self.assertEqual((sample.reviewer_id, sample.size), (self.head, 5))

    def test_each_agent_has_as_many_drawn_as_asked(self):
        for _number in range(4):
            self._answered(self.agent)
        self._answered(self.colleague)
        sample = self._draw(size=2)
        counts = {user: len(ones) for user, ones in sample.review_ids.grouped("user_id").items()}
        self.assertEqual(counts, {self.agent: 2, self.colleague: 1})
        self.assertEqual(sample.review_count, 3)
        self.assertTrue(sample.date_drawn)
        self.assertEqual(sample.review_ids[0].line_ids.mapped("weight"), [3, 1])

    def test_the_same_seed_draws_the_same_tickets(self):
        for _number in range(8):
            self._answered(self.agent)
        first, second = self._draw(size=3), self._draw(size=3)
        self.assertEqual(
            first.review_ids.ticket_id.sorted("id"), second.review_ids.ticket_id.sorted("id")
        )

    def test_only_answers_of_the_period_count(self):
        inside = self._answered(self.agent, "2026-03-31 12:00:00")
        self._answered(self.agent, "2026-02-27 12:00:00")
        self._answered(self.agent, "2026-04-01 12:00:00")
        with freeze_time("2026-03-10 09:00:00"):
            self._create_ticket(user_id=self.agent.id)  # nobody answered
            noted = self._create_ticket(user_id=self.agent.id)
            noted.with_user(self.agent).message_post(body="A note", message_type="comment")
        self.assertEqual(self._draw().review_ids.ticket_id, inside)

    def test_own_tickets_of_the_reviewer_are_not_drawn(self):
        kept = self._answered(self.agent)
        owned = self._answered(self.agent)
        owned.user_id = self.head
        helped = self._answered(self.agent)
        self._answer(helped, self.head)
        self._answered(self.head)
        sample = self._draw(size=10)
        self.assertEqual(sample.review_ids.ticket_id, kept)
        self.assertEqual(sample.review_ids.user_id, self.agent)

    def test_whose_words_they_are_counts_not_who_sent_them(self):
        """A macro's answer is sent by a job."""
        with freeze_time("2026-03-10 09:00:00"):
            ticket, helped = (self._create_ticket(user_id=self.agent.id) for _one in range(2))
            for one, author in ((ticket, self.agent), (helped, self.head)):
                one.message_post(
                    body="Turn it off and on",
                    author_id=author.partner_id.id,
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
        sample = self._draw()
        self.assertEqual(sample.review_ids.user_id, self.agent)
        self.assertEqual(sample.review_ids.ticket_id, ticket)

    def test_agents_and_teams_can_be_chosen(self):
        other = self._create_team("Field", self.agent | self.colleague)
        self._answered(self.agent, team_id=other.id)
        mine = self._answered(self.agent)
        self._answered(self.colleague)
        sample = self._draw(user_ids=self.agent.ids)
        self.assertEqual(sample.review_ids.ticket_id, mine)

    def test_a_sample_is_drawn_once(self):
        self._answered(self.agent)
        sample = self._draw()
        with self.assertRaisesRegex(UserError, "drawn already"):
            sample.action_draw()

    def test_nothing_to_draw_is_said(self):
        with self.assertRaisesRegex(UserError, "another period"):
            self._draw()
        self._answered(self.agent)
        (self.right | self.kind).active = False
        with self.assertRaisesRegex(UserError, "Quality Criteria"):
            self._draw()

    def test_sizes_and_periods_that_make_no_sense_are_refused(self):
        for values in ({"size": 0}, {"date_to": "2026-01-01"}):
            with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
                self._create_sample(**values)

    def test_ten_times_the_tickets_take_no_more_queries(self):
        self._answered(self.agent)
        self._draw()  # what is cached once stays
        counts = []
        for number in (3, 30):
            for _one in range(number):
                self._answered(self.agent)
            sample = self._create_sample(size=3)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            sample.action_draw()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

import random
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from ...models.knowledge.crm_service_article_use import STALE_TICKETS
from ...tools.knowledge.rank import boost_of
from .common import KnowledgeCommon

SEED = 20260304


@tagged("post_install", "-at_install")
class TestArticleUse(KnowledgeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.views = cls.env["crm.service.article.view"]
        cls.votes = cls.env["crm.service.article.vote"]
        cls.article = cls._create_article(audience="public")

    def test_the_same_person_counts_once_in_half_an_hour(self):
        views = self.views.with_user(self.owner)
        with freeze_time("2030-01-10 08:00:00"):
            self.assertTrue(views._note(self.article, "search"))
            self.assertFalse(views._note(self.article, "search"))
            self.assertTrue(self.views.with_user(self.mate)._note(self.article, "search"))
        with freeze_time("2030-01-10 08:31:00"):
            self.assertTrue(views._note(self.article, "portal"))
        self.assertEqual(len(self.article.view_ids), 3)

    def test_a_visitor_without_a_session_is_not_counted(self):
        views = self.views.with_user(self.visitor)
        self.assertFalse(views._note(self.article, "help"))
        self.assertTrue(views._note(self.article, "help", "abc"))
        self.assertRecordValues(
            self.article.view_ids,
            [{"partner_id": False, "visitor": "abc", "is_customer": True, "source": "help"}],
        )

    def test_colleagues_are_no_customers(self):
        self.views.with_user(self.agent)._note(self.article, "ticket")
        self.assertFalse(self.article.view_ids.is_customer)

    def test_a_view_is_never_changed(self):
        self.views.with_user(self.owner)._note(self.article, "portal")
        with self.assertRaises(AccessError):
            self.article.view_ids.write({"source": "help"})
        with self.assertRaises(AccessError):
            self.article.view_ids.unlink()

    def test_views_leave_after_the_days_of_the_setting(self):
        with freeze_time("2030-01-10 08:00:00"):
            self.views.with_user(self.owner)._note(self.article, "portal")
        self.env["ir.config_parameter"].set_param("crm_service.article_days", 30)
        with freeze_time("2030-02-08 08:00:00"):
            self.views._gc_expired()
        self.assertTrue(self.article.view_ids)
        with freeze_time("2030-02-10 08:00:00"):
            self.views._gc_expired()
        self.article.invalidate_recordset()
        self.assertFalse(self.article.view_ids)

    def test_a_person_has_one_vote_and_the_last_one_counts(self):
        votes = self.votes.with_user(self.owner)
        votes._give(self.article, True)
        votes._give(self.article, False, "Where is the screw?")
        self.assertRecordValues(
            self.article.vote_ids,
            [{"is_helpful": False, "comment": "Where is the screw?", "version": 1}],
        )
        self.assertEqual((self.article.helpful_count, self.article.unhelpful_count), (0, 1))

    def test_nobody_has_no_vote(self):
        votes = self.votes.with_user(self.visitor)
        self.assertFalse(votes._give(self.article, True))
        self.assertTrue(votes._give(self.article, True, visitor="abc"))
        self.assertTrue(votes._give(self.article, True, visitor="abc"))
        self.assertEqual(self.article.helpful_count, 1)

    def test_articles_that_nobody_opened_for_90_days_are_unused(self):
        with freeze_time("2030-01-01"):
            old = self._create_article("Old")
            seen = self._create_article("Seen")
        with freeze_time("2030-03-30"):
            self.views.with_user(self.owner)._note(seen, "portal")
            seen._count_use()
        with freeze_time("2030-04-02"):
            unused = self.articles.search([("is_unused", "=", True)])
            self.assertIn(old, unused)
            self.assertTrue(old.is_unused)
            self.assertNotIn(seen, unused)

    def test_many_tickets_of_the_category_make_it_stale(self):
        category = self.env["crm.service.category"].create({"name": "Pumps"})
        self.article.category_id = category
        for number in range(STALE_TICKETS):
            ticket = self._create_ticket(f"Pump {number}", category_id=category.id)
            ticket.date_opened = fields.Datetime.now() + timedelta(minutes=1)
        ticket.solved_by_article_id = self.article
        self.article._count_use()
        self.assertEqual(self.article.tickets_since, STALE_TICKETS - 1)
        self.assertFalse(self.article.is_stale)
        ticket.solved_by_article_id = False
        self.assertEqual(self.article.tickets_since, STALE_TICKETS)
        self.assertIn(self.article, self.articles.search([("is_stale", "=", True)]))

    def test_stored_figures_equal_those_of_the_facts(self):
        """After a thousand random acts; compared with a statement of its own."""
        rng = random.Random(SEED)
        articles = self.article | self._create_article("B") | self._create_article("C")
        tickets = self._create_ticket() | self._create_ticket() | self._create_ticket()
        for number in range(1000):
            self._act(rng, number, rng.choice(articles), rng.choice(tickets))
        articles._count_use()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, view_count, solved_count, helpful_count, unhelpful_count, boost,
                       (SELECT count(*) FROM crm_service_article_view v WHERE v.article_id = a.id),
                       (SELECT count(*) FROM crm_service_ticket t
                         WHERE t.solved_by_article_id = a.id),
                       (SELECT count(*) FROM crm_service_article_vote v
                         WHERE v.article_id = a.id AND v.is_helpful),
                       (SELECT count(*) FROM crm_service_article_vote v
                         WHERE v.article_id = a.id AND NOT v.is_helpful)
                  FROM crm_service_article a WHERE id = ANY(%s)
                """,
                articles.ids,
            )
        )
        for row in rows:
            self.assertEqual(row[1:5], row[6:10])
            self.assertAlmostEqual(row[5], boost_of(*row[6:10]), 4)
        self.assertGreater(sum(row[1] for row in rows), 0)

    def _act(self, rng, number, article, ticket):
        chance = rng.random()
        if chance < 0.7:
            self.views.with_user(self.visitor)._note(article, "help", f"v{number}")
        elif chance < 0.95:
            self.votes.create(
                {
                    "article_id": article.id,
                    "date": fields.Datetime.now(),
                    "is_helpful": rng.random() < 0.6,
                    "visitor": f"w{number}",
                }
            )
        else:
            ticket.solved_by_article_id = rng.choice([article, False])

    def test_counting_ten_articles_takes_as_many_queries_as_one(self):
        articles = self.articles.union(*(self._create_article(str(n)) for n in range(10)))
        counts = []
        for some in (articles[:1], articles):
            for article in some:
                self.views.with_user(self.visitor)._note(article, "help", f"q{len(some)}")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            some._count_use()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def _count_all(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service.knowledge_cron_use").method_direct_trigger()

    def test_the_cron_counts_all_and_leaves_what_is_right_alone(self):
        self.views.with_user(self.owner)._note(self.article, "portal")
        self._count_all()
        self.assertEqual(self.article.view_count, 1)
        self.env.flush_all()
        self.env.cr.execute(
            SQL("SELECT xmin FROM crm_service_article WHERE id = %s", self.article.id)
        )
        before = self.env.cr.fetchone()
        self._count_all()
        self.env.cr.execute(
            SQL("SELECT xmin FROM crm_service_article WHERE id = %s", self.article.id)
        )
        self.assertEqual(self.env.cr.fetchone(), before)

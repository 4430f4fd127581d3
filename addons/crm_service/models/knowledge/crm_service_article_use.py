from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.knowledge.rank import boost_of

UNUSED_DAYS = 90
STALE_TICKETS = 20
# no more are counted
MOST_TICKETS = 100
BATCH = 5000
COUNTED = (
    "view_count",
    "date_last_view",
    "solved_count",
    "helpful_count",
    "unhelpful_count",
    "tickets_since",
)
TYPES = ("%s::int", "%s::timestamp", "%s::int", "%s::int", "%s::int", "%s::int", "%s")
_COUNTS = """
SELECT article.id, %(old)s, article.boost, COALESCE(seen.view_count, 0), seen.date_last_view,
       COALESCE(solved.solved_count, 0), COALESCE(voted.helpful_count, 0),
       COALESCE(voted.unhelpful_count, 0), COALESCE(since.tickets_since, 0)
  FROM crm_service_article article
  LEFT JOIN (SELECT article_id, count(*) AS view_count, max(date) AS date_last_view
               FROM crm_service_article_view WHERE article_id = ANY(%(ids)s)
              GROUP BY article_id) AS seen ON seen.article_id = article.id
  LEFT JOIN (SELECT solved_by_article_id, count(*) AS solved_count
               FROM crm_service_ticket
              WHERE solved_by_article_id = ANY(%(ids)s) AND merged_into_id IS NULL
              GROUP BY solved_by_article_id) AS solved
    ON solved.solved_by_article_id = article.id
  LEFT JOIN (SELECT article_id, count(*) FILTER (WHERE is_helpful) AS helpful_count,
                    count(*) FILTER (WHERE is_helpful IS NOT TRUE) AS unhelpful_count
               FROM crm_service_article_vote WHERE article_id = ANY(%(ids)s)
              GROUP BY article_id) AS voted ON voted.article_id = article.id
  LEFT JOIN LATERAL (
      SELECT count(*) AS tickets_since FROM (
          SELECT FROM crm_service_ticket ticket
           WHERE article.state = 'published' AND ticket.category_id = article.category_id
             AND ticket.date_opened > article.date_published
             AND ticket.solved_by_article_id IS NULL
             AND (article.company_id IS NULL OR ticket.company_id = article.company_id)
           LIMIT %(most)s) AS many
  ) AS since ON true
 WHERE article.id = ANY(%(ids)s)
"""


class CrmServiceArticle(models.Model):
    """How much an article is used, and what is to be looked at again.

    The figures are those of the facts (views, votes, tickets), counted by one statement: at
    night for all articles, and at once for one that was voted on or that solved a ticket.
    """

    _inherit = "crm.service.article"

    view_count = fields.Integer("Views", readonly=True, copy=False)
    date_last_view = fields.Datetime("Last View", readonly=True, copy=False)
    solved_count = fields.Integer("Tickets Solved", readonly=True, copy=False)
    helpful_count = fields.Integer("Helpful", readonly=True, copy=False)
    unhelpful_count = fields.Integer("Not Helpful", readonly=True, copy=False)
    tickets_since = fields.Integer(
        readonly=True,
        copy=False,
        help="Tickets of the category that came since it was published or confirmed, and that "
        "no article solved; at most 100 are counted.",
    )
    boost = fields.Float(
        readonly=True,
        copy=False,
        digits=(5, 4),
        aggregator=None,
        help="By how much use and votes lift it among articles that match alike.",
    )
    view_ids = fields.One2many(
        "crm.service.article.view", "article_id", groups="crm_service.group_service_manager"
    )
    vote_ids = fields.One2many("crm.service.article.vote", "article_id")
    is_stale = fields.Boolean(
        "To Look At",
        compute="_compute_is_stale",
        search="_search_is_stale",
        help="Its review is due, or many tickets came about what it explains.",
    )
    is_unused = fields.Boolean(
        "Unused",
        compute="_compute_is_unused",
        search="_search_is_unused",
        help="Published for 90 days, and nobody has opened it in these days.",
    )

    _last_view_idx = models.Index("(date_last_view) WHERE state = 'published'")

    def _stale_domain(self):
        due = Domain("date_review", "<=", fields.Date.context_today(self))
        return Domain("state", "=", "published") & (
            due | Domain("tickets_since", ">=", STALE_TICKETS)
        )

    def _unused_domain(self):
        limit = fields.Datetime.now() - timedelta(days=UNUSED_DAYS)
        unseen = Domain("date_last_view", "=", False) | Domain("date_last_view", "<", limit)
        return Domain("state", "=", "published") & Domain("date_published", "<", limit) & unseen

    @api.depends("state", "date_review", "tickets_since")
    def _compute_is_stale(self):
        stale = self.filtered_domain(self._stale_domain())
        for article in self:
            article.is_stale = article in stale

    def _search_is_stale(self, operator, value):
        self._check_searchable("is_stale")
        return self._stale_domain() if operator == "in" else NotImplemented

    @api.depends("state", "date_published", "date_last_view")
    def _compute_is_unused(self):
        unused = self.filtered_domain(self._unused_domain())
        for article in self:
            article.is_unused = article in unused

    def _search_is_unused(self, operator, value):
        self._check_searchable("is_unused")
        return self._unused_domain() if operator == "in" else NotImplemented

    def action_view_views(self):
        """Open who read the article."""
        return self._view_facts("crm_service.crm_service_article_view_action")

    def action_view_votes(self):
        """Open what readers said of the article."""
        return self._view_facts("crm_service.crm_service_article_vote_action")

    def _view_facts(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {"domain": [("article_id", "=", self.id)], "context": {}}

    def action_view_solved(self):
        """Open the tickets that the article solved."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action"
        )
        return action | {"domain": [("solved_by_article_id", "=", self.id)], "context": {}}

    @api.model
    def _cron_count_use(self):
        """Count the use of all articles anew, in committed batches; writes what has changed."""
        last_id = 0
        while articles := self.search([("id", ">", last_id)], order="id", limit=BATCH):
            articles._count_use()
            last_id = articles[-1].id
            left = self.search_count([("id", ">", last_id)])
            if not self.env["ir.cron"]._commit_progress(len(articles), remaining=left):
                return

    def _count_use(self):
        """Store the figures of these articles as the facts say; called in sudo or by the cron."""
        if not self:
            return
        self.env.flush_all()
        changed = [values for row in self._read_use() if (values := self._changed_use(*row))]
        if not changed:
            return
        columns = SQL(", ").join(
            SQL("%s = counted.%s", SQL.identifier(name), SQL.identifier(name))
            for name in (*COUNTED, "boost")
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE crm_service_article AS article SET %s
                  FROM (VALUES %s) AS counted (id, %s)
                 WHERE article.id = counted.id RETURNING article.id
                """,
                columns,
                SQL(", ").join(
                    SQL(
                        "(%s, %s::int, %s::timestamp, %s::int, %s::int, %s::int, %s::int, %s)", *row
                    )
                    for row in changed
                ),
                SQL(", ").join(map(SQL.identifier, (*COUNTED, "boost"))),
            )
        )
        self.invalidate_recordset([*COUNTED, "boost", "is_stale", "is_unused"], flush=False)

    def _read_use(self):
        """Return ``(id, stored figures …, boost, true figures …)`` of each."""
        old = SQL(", ").join(SQL.identifier("article", name) for name in COUNTED)
        return self.env.execute_query(SQL(_COUNTS, old=old, ids=self.ids, most=MOST_TICKETS))

    @api.model
    def _changed_use(self, article_id, *figures):
        """Return the row to write, nothing where all is as it was."""
        size = len(COUNTED)
        old, boost, new = figures[:size], figures[size], figures[size + 1 :]
        views, _last, solved, helpful, unhelpful, _since = new
        lift = boost_of(views, solved, helpful, unhelpful)
        same = tuple(figure or None for figure in old) == tuple(figure or None for figure in new)
        if same and abs((boost or 0) - lift) < 0.00005:
            return None
        return (article_id, *new, lift)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, is_html_empty

from .crm_service_article import REVIEWED_EVERY, TEXTS


class CrmServiceArticle(models.Model):
    """From the draft to the version that readers see, and on to the next one."""

    _inherit = "crm.service.article"

    version = fields.Integer(readonly=True, copy=False, help="The number of the last version.")
    version_ids = fields.One2many(
        "crm.service.article.version", "article_id", "Versions", readonly=True
    )
    has_changes = fields.Boolean(
        "Changed Since",
        compute="_compute_has_changes",
        search="_search_has_changes",
        help="What is worked on differs from what readers see.",
    )
    can_publish = fields.Boolean(compute="_compute_can_publish")

    @api.depends("date_published", *TEXTS)
    def _compute_has_changes(self):
        for article in self:
            article.has_changes = bool(article.date_published) and any(
                (article[name] or "") != (article[f"published_{name}"] or "") for name in TEXTS
            )

    def _search_has_changes(self, operator, value):
        self._check_searchable("has_changes")
        if operator != "in":
            return NotImplemented
        return Domain.custom(to_sql=self._has_changes_sql)

    @api.model
    def _has_changes_sql(self, model, alias, query):
        pairs = [
            SQL(
                "COALESCE(%s, '') <> COALESCE(%s, '')",
                SQL.identifier(alias, name, to_flush=model._fields[name]),
                SQL.identifier(alias, f"published_{name}"),
            )
            for name in TEXTS
        ]
        published = SQL.identifier(
            alias, "date_published", to_flush=model._fields["date_published"]
        )
        return SQL("(%s IS NOT NULL AND (%s))", published, SQL(" OR ").join(pairs))

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_publish(self):
        is_manager = self.env.user.has_group("crm_service.group_service_manager")
        for article in self:
            article.can_publish = is_manager or article.user_id == self.env.user

    def _check_publisher(self):
        """:raise AccessError: the user is neither the owner of all of them nor a manager"""
        self.check_access("write")
        if self.filtered(lambda article: not article.can_publish):
            raise AccessError(
                self.env._("The owner of an article or a service manager publishes it.")
            )

    def action_ask_review(self):
        """Ask the owner, or who leads the team of the category, to look at the draft."""
        self.check_access("write")
        for article in self:
            article._ask_review()

    def _ask_review(self):
        reviewer = self._get_reviewer()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Review the article"),
            note=self.change_note,
            user_id=reviewer.id,
        )
        if self.state == "draft":
            # sudo: the state is written by the acts alone
            self.sudo().state = "review"

    def _get_reviewer(self):
        """Return somebody else than the user: the leader of the category's team, the owner."""
        leader = self.category_id._get_team().sudo().user_id
        others = (leader | self.user_id) - self.env.user
        return others[:1] or self.user_id

    def action_publish(self):
        """Let readers see what is worked on, as the next version.

        :raise UserError: there is nothing to read
        """
        self._check_publisher()
        for article in self:
            if is_html_empty(article.body):
                raise UserError(
                    self.env._("%(article)s has no text yet.", article=article.display_name)
                )
            # sudo: versions and states are written by this act alone
            article.sudo()._publish()

    @api.model
    def _publish_shipped(self, ids):
        """Publish articles that came with a module, once: what people do with them stays."""
        articles = self.browse(ids).exists()
        for article in articles.filtered(lambda each: each.state == "draft" and not each.version):
            article._publish()

    def _publish(self):
        texts = self._texts()
        if self.state == "published" and not self.has_changes:
            return
        self.env["crm.service.article.version"].create(
            texts
            | {
                "article_id": self.id,
                "number": self.version + 1,
                "date": fields.Datetime.now(),
                "user_id": self.env.uid,
                "change_note": self.change_note,
            }
        )
        self.write(
            {f"published_{name}": text for name, text in texts.items()}
            | {
                "change_note": False,
                "date_published": fields.Datetime.now(),
                "date_review": self._next_review(),
                "state": "published",
                "tickets_since": 0,
                "version": self.version + 1,
            }
        )

    def _next_review(self):
        """Return the date of the next review: the one that was set, unless it is over."""
        today = fields.Date.context_today(self)
        is_ahead = self.date_review and self.date_review > today
        return self.date_review if is_ahead else today + REVIEWED_EVERY

    def action_confirm(self):
        """Say that the article still holds: the next review is in a year."""
        self._check_publisher()
        for article in self:
            article.date_review = fields.Date.context_today(self) + REVIEWED_EVERY
            # sudo: the count of tickets starts anew
            article.sudo().tickets_since = 0
            article._done_review()

    def _done_review(self):
        self.activity_feedback(
            ["crm_service.mail_activity_type_article_review"],
            feedback=self.env._("It still holds."),
        )

    def action_retire(self):
        """Take the articles away from their readers."""
        self._check_publisher()
        # sudo: the state is written by the acts alone
        self.sudo().state = "retired"

    def action_reopen(self):
        """Work again on articles that were retired."""
        self._check_publisher()
        # sudo: the state is written by the acts alone
        self.filtered(lambda article: article.state == "retired").sudo().state = "draft"

    def action_view_versions(self):
        """Open the versions of the article."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_article_version_action"
        )
        return action | {"domain": [("article_id", "=", self.id)]}

    def action_preview(self):
        """Show the article as readers see it."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "target": "new", "url": f"/help/{self.id}"}

    @api.model
    def _cron_ask_reviews(self):
        """Give the owner of each article whose review is due an activity, each once."""
        kind = self.env.ref("crm_service.mail_activity_type_article_review")
        due = self.search(
            [
                ("state", "=", "published"),
                ("date_review", "<=", fields.Date.context_today(self)),
                ("activity_ids", "not any", [("activity_type_id", "in", kind.ids)]),
            ]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for article in due:
            article.activity_schedule(
                "crm_service.mail_activity_type_article_review",
                date_deadline=article.date_review,
                user_id=article.user_id.id,
            )
            if not self.env["ir.cron"]._commit_progress(1):
                break

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from odoo.addons.crm_customer.tools.html_text import html_to_text

from ...tools.knowledge.words import body_words, joined, title_words

KINDS = [
    ("guide", "Guide"),
    ("faq", "FAQ"),
    ("case", "Case"),
    ("lesson", "Lesson"),
]
AUDIENCES = [
    ("internal", "Service Only"),
    ("customers", "Customers"),
    ("public", "Everybody"),
]
STATES = [
    ("draft", "Draft"),
    ("review", "In Review"),
    ("published", "Published"),
    ("retired", "Retired"),
]
SHIPPED = {"en_US": "English (US)", "zh_CN": "Chinese (Simplified) / 简体中文"}
TEXTS = ("name", "summary", "body")
# so much of a body is searched
SEARCHED = 20_000
REVIEWED_EVERY = timedelta(days=365)


class CrmServiceArticle(models.Model):
    """What the service knows, written down once, in one language.

    Title, summary and body are what is being worked on; what readers see is the text of the
    last version, which publishing copies. A translation is an article of its own: it has its
    own questions, votes and search words, and need not be one sentence for one sentence.
    """

    _name = "crm.service.article"
    _description = "Knowledge Article"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sealed.mixin"]
    _order = "id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _sealed_fields = frozenset(
        {
            "boost",
            "date_last_view",
            "date_published",
            "helpful_count",
            "number",
            "published_body",
            "published_name",
            "published_summary",
            "search_text",
            "search_title",
            "solved_count",
            "state",
            "tickets_since",
            "unhelpful_count",
            "version",
            "view_count",
        }
    )

    number = fields.Char(readonly=True, copy=False)
    # what is worked on
    name = fields.Char("Title", required=True, tracking=True)
    summary = fields.Text(help="One or two sentences, shown in lists of results.")
    body = fields.Html(sanitize_overridable=False, strip_style=True)
    change_note = fields.Char(
        "What Changed", copy=False, help="Stands with the next version that is published."
    )
    keywords = fields.Char(
        help="Other words that people ask with: synonyms, codes, names of old models. They count "
        "as much as the title."
    )
    # what readers see
    published_name = fields.Char("Published Title", readonly=True, copy=False)
    published_summary = fields.Text(readonly=True, copy=False)
    published_body = fields.Html(readonly=True, copy=False, sanitize=False)
    date_published = fields.Datetime("Published On", readonly=True, copy=False)
    # what it is
    kind = fields.Selection(KINDS, required=True, default="guide", tracking=True)
    audience = fields.Selection(
        AUDIENCES,
        required=True,
        default="internal",
        tracking=True,
        help="Who reads it once it is published. Customers: who has an account in the portal; "
        "every colleague reads what customers read.",
    )
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    category_id = fields.Many2one(
        "crm.service.category", ondelete="restrict", index="btree_not_null", tracking=True
    )
    product_ids = fields.Many2many("product.product", string="Products")
    lang = fields.Selection(
        "_selection_lang", "Language", required=True, default=lambda self: self._default_lang()
    )
    original_id = fields.Many2one(
        "crm.service.article",
        "Translation Of",
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
        copy=False,
    )
    translation_ids = fields.One2many("crm.service.article", "original_id", "Translations")
    ticket_id = fields.Many2one(
        "crm.service.ticket",
        "Written From",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        check_company=True,
        groups="crm_service.group_service_own",
    )
    company_id = fields.Many2one(
        "res.company", help="Empty: for all companies.", default=lambda self: self.env.company
    )
    # who looks after it
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    date_review = fields.Date(
        "Next Review",
        default=lambda self: fields.Date.context_today(self) + REVIEWED_EVERY,
        tracking=True,
        help="When the owner looks whether it still holds.",
    )
    # by what it is found
    search_title = fields.Text(
        compute="_compute_search", store=True, copy=False, prefetch=False, groups=NO_ACCESS
    )
    search_text = fields.Text(
        compute="_compute_search", store=True, copy=False, prefetch=False, groups=NO_ACCESS
    )

    _number_uniq = models.UniqueIndex("(number)", "This article number is used already.")
    _state_idx = models.Index("(state, id DESC)")
    _review_idx = models.Index("(date_review) WHERE state = 'published'")
    _text_idx = models.Index("USING gin (to_tsvector('simple'::regconfig, search_text))")
    _original_elsewhere = models.Constraint(
        "CHECK(original_id <> id)", "An article is not a translation of itself."
    )

    @api.model
    def _selection_lang(self):
        """Return the languages of the database, and those of the articles that come along."""
        return list({**SHIPPED, **dict(self.env["res.lang"].get_installed())}.items())

    @api.model
    def _default_lang(self):
        return self.env.lang or "en_US"

    @api.depends("number", "name", "published_name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Who works on articles sees the title that is worked on, a reader the published one."""
        is_reader = self._is_reader()
        for article in self:
            # sudo: the field that is not read may not be the reader's
            known = article.sudo()
            name = known.published_name if is_reader else known.name
            article.display_name = f"[{article.number}] {name}" if article.number else name

    @api.depends("keywords", "date_published", *TEXTS)
    def _compute_search(self):
        """What is published is found by what is published, a draft by its draft."""
        for article in self:
            name, summary, body = article._get_searched()
            title = title_words(f"{name or ''} {article.keywords or ''}")
            text = body_words(f"{summary or ''} {html_to_text(body, SEARCHED)}")
            article.search_title = joined(title)
            article.search_text = joined(list(dict.fromkeys(title + text)))
            # sudo: words of titles, which nobody sees
            self.env["crm.service.article.word"].sudo()._learn(title)

    def _get_searched(self):
        if self.date_published:
            return self.published_name, self.published_summary, self.published_body
        return self.name, self.summary, self.body

    @api.model_create_multi
    def create(self, vals_list):
        articles = super().create(vals_list)
        self.env["ir.sequence"]._crm_number(articles, "crm.service.article")
        return articles

    def copy_data(self, default=None):
        return [
            values | {"name": self.env._("%(title)s (copy)", title=article.name)}
            for article, values in zip(self, super().copy_data(default), strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_read(self):
        """:raise UserError: customers have read it; what they were told stays known"""
        if self.filtered("version") and not self.env.su:
            raise UserError(
                self.env._("An article that was published cannot be deleted. Retire it instead.")
            )

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import _lang_get

from ...tools.knowledge.question import shown

PLACES = [
    ("portal", "Customer Portal"),
    ("help", "Help Pages"),
    ("form", "While Typing a Ticket"),
    ("screen", "Help of a Screen"),
]


class CrmServiceArticleSearch(models.Model):
    """What was searched for, and how much was found; not by whom.

    While somebody types, the line of the page is written anew, so that only the last words
    stand there and not each letter on the way.
    """

    _name = "crm.service.article.search"
    _description = "Search for Articles"
    _inherit = ["crm.retention.mixin"]
    _order = "date desc, id desc"
    _rec_name = "term"
    _log_access = False
    _kept_parameter = "crm_service.article_days"
    _kept_default = 730

    term = fields.Char("Searched For", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    lang = fields.Selection(_lang_get, "Language", readonly=True)
    hits = fields.Integer("Found", readonly=True, aggregator="avg")
    place = fields.Selection(PLACES, "Where", required=True, readonly=True)
    page_key = fields.Char(readonly=True, help="The page on which it was typed.")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")

    _date_idx = models.Index("(date DESC, id DESC)")
    _empty_idx = models.Index("(date DESC, id DESC) WHERE hits = 0")
    _page_uniq = models.UniqueIndex("(page_key) WHERE page_key IS NOT NULL")

    @api.model
    def _note(self, text, hits, place, page_key=None):
        """Write down a search; the one typed last on a page takes the place of those before."""
        term = shown(text)
        if len(term) < 2:
            return
        self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_service_article_search
                            (term, date, lang, hits, place, page_key, company_id)
                     VALUES (%s, %s, %s, %s, %s, %s, %s)
                ON CONFLICT (page_key) WHERE page_key IS NOT NULL
                  DO UPDATE SET term = EXCLUDED.term, date = EXCLUDED.date, hits = EXCLUDED.hits
                  RETURNING id
                """,
                term,
                fields.Datetime.now(),
                self.env.lang,
                hits,
                place,
                page_key,
                self.env.company.id,
            )
        )
        self.invalidate_model()

    def action_write_article(self):
        """Open a new article that answers what was searched for in vain."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.service.article",
            "views": [(False, "form")],
            "context": {"default_name": self.term, "default_kind": "faq"},
        }

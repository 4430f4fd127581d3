from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.fields import Domain

SOURCES = [
    ("search", "Search"),
    ("suggestion", "Suggestion"),
    ("portal", "Customer Portal"),
    ("help", "Help"),
    ("ticket", "Ticket"),
]
# who opens the same page again within this time reads on
AGAIN = timedelta(minutes=30)


class CrmServiceArticleView(models.Model):
    """That somebody opened an article: a fact that is added and never changed.

    A visitor without an account is a random number that lives as long as the session.
    """

    _name = "crm.service.article.view"
    _description = "View of an Article"
    _inherit = ["crm.append.only.mixin", "crm.retention.mixin"]
    _order = "date desc, id desc"
    _rec_name = "article_id"
    _log_access = False
    _kept_parameter = "crm_service.article_days"
    _kept_default = 730

    article_id = fields.Many2one(
        "crm.service.article", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, readonly=True)
    partner_id = fields.Many2one("res.partner", "Reader", readonly=True, ondelete="set null")
    visitor = fields.Char(readonly=True)
    is_customer = fields.Boolean(
        "By a Customer", readonly=True, help="By somebody outside of the company."
    )
    source = fields.Selection(SOURCES, "Came By", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")

    _date_idx = models.Index("(date DESC, id DESC)")
    _article_idx = models.Index("(article_id, date)")
    _partner_idx = models.Index("(partner_id, date) WHERE partner_id IS NOT NULL")
    _visitor_idx = models.Index("(visitor, date) WHERE visitor IS NOT NULL")

    def _crm_erase_records(self, _pseudonym):
        """Keep that it was read, by somebody; called in sudo by an erasure."""
        self._unlocked().write({"partner_id": False, "visitor": uuid4().hex})

    @api.model
    def _note(self, article, source, visitor=None):
        """Write down that the user has opened ``article``, which was checked.

        :param visitor: the number of the session, for the public user
        :return: whether it counts: not when the same person opened it a moment ago
        """
        user = self.env.user
        person = {"partner_id": False, "visitor": visitor}
        if not user._is_public():
            person = {"partner_id": user.partner_id.id, "visitor": False}
        elif not visitor:
            return False
        # sudo: readers write no lines but these
        views = self.sudo()
        now = fields.Datetime.now()
        recent = Domain("article_id", "=", article.id) & Domain("date", ">", now - AGAIN)
        recent &= Domain.AND(Domain(name, "=", value) for name, value in person.items())
        if views.search_count(recent, limit=1):
            return False
        views.create(
            person
            | {
                "article_id": article.id,
                "company_id": self.env.company.id,
                "date": now,
                "is_customer": user.share,
                "source": source if source in dict(SOURCES) else "portal",
            }
        )
        return True

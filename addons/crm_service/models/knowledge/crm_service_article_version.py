from odoo import fields, models

from .crm_service_article import TEXTS


class CrmServiceArticleVersion(models.Model):
    """What readers saw from a date on: written when an article is published, never changed."""

    _name = "crm.service.article.version"
    _description = "Version of an Article"
    _inherit = ["crm.append.only.mixin"]
    _order = "article_id, number desc, id desc"
    _rec_name = "name"
    _log_access = False

    article_id = fields.Many2one(
        "crm.service.article", required=True, readonly=True, ondelete="cascade"
    )
    number = fields.Integer("Version", required=True, readonly=True, aggregator=None)
    date = fields.Datetime("Published On", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Published By", readonly=True, ondelete="set null")
    name = fields.Char("Title", required=True, readonly=True)
    summary = fields.Text(readonly=True)
    body = fields.Html(readonly=True, sanitize=False)
    change_note = fields.Char("What Changed", readonly=True)

    _number_uniq = models.UniqueIndex(
        "(article_id, number DESC)", "The article has this version already."
    )
    _user_idx = models.Index("(user_id) WHERE user_id IS NOT NULL")

    def action_restore(self):
        """Put the text of this version back on the desk; readers see it once it is published."""
        self.ensure_one()
        self.article_id.check_access("write")
        self.article_id.write(
            {name: self[name] for name in TEXTS}
            | {"change_note": self.env._("Back to version %(number)s", number=self.number)}
        )
        return self.article_id._get_records_action()

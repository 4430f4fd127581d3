from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.stranger import text_of

COMMENT = 2000


class CrmServiceArticleVote(models.Model):
    """Whether an article helped: one vote of each person, who may change it."""

    _name = "crm.service.article.vote"
    _description = "Vote on an Article"
    _order = "date desc, id desc"
    _rec_name = "article_id"
    _log_access = False

    article_id = fields.Many2one(
        "crm.service.article", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, readonly=True)
    is_helpful = fields.Boolean("Helpful", readonly=True)
    comment = fields.Text(readonly=True, help="What was missing, in the reader's words.")
    partner_id = fields.Many2one("res.partner", "Reader", readonly=True, ondelete="set null")
    visitor = fields.Char(readonly=True)
    version = fields.Integer(readonly=True, aggregator=None, help="The version that was voted on.")

    _partner_uniq = models.UniqueIndex(
        "(article_id, partner_id) WHERE partner_id IS NOT NULL", "One vote of each person."
    )
    _visitor_uniq = models.UniqueIndex(
        "(article_id, visitor) WHERE visitor IS NOT NULL", "One vote of each visitor."
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _partner_idx = models.Index("(partner_id) WHERE partner_id IS NOT NULL")

    @api.model
    def _give(self, article, is_helpful, comment="", visitor=None):
        """Take the user's vote on ``article``, which was checked; the last one counts.

        :return: whether it was taken: nobody is not heard
        """
        user = self.env.user
        person = {"visitor": visitor} if user._is_public() else {"partner_id": user.partner_id.id}
        if not any(person.values()):
            return False
        # sudo: readers write no votes but their own
        votes = self.sudo()
        values = {
            "comment": text_of(comment, COMMENT) or False,
            "date": fields.Datetime.now(),
            "is_helpful": is_helpful,
            "version": article.sudo().version,
        }
        own = votes.search(self._own_domain(article, person))
        if own:
            own.write(values)
        else:
            votes.create(values | person | {"article_id": article.id})
        article.sudo()._count_use()
        return True

    @api.model
    def _own_domain(self, article, person):
        return Domain("article_id", "=", article.id) & Domain.AND(
            Domain(name, "=", value) for name, value in person.items()
        )

    @api.model
    def _get_own(self, article, visitor=None):
        """Return the user's vote on ``article`` in sudo, empty when there is none."""
        user = self.env.user
        person = {"visitor": visitor} if user._is_public() else {"partner_id": user.partner_id.id}
        if not any(person.values()):
            return self.sudo().browse()
        # sudo: the own vote
        return self.sudo().search(self._own_domain(article, person))

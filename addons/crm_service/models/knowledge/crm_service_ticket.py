from odoo import api, fields, models
from odoo.fields import NO_ACCESS


class CrmServiceTicket(models.Model):
    """Which article solved a ticket, and what the service asked experts about it."""

    _inherit = "crm.service.ticket"

    solved_by_article_id = fields.Many2one(
        "crm.service.article",
        "Solved By",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        tracking=True,
        domain="[('state', '=', 'published')]",
        help="The article that held the solution.",
    )
    article_ids = fields.One2many("crm.service.article", "ticket_id", "Articles Written")
    question_ids = fields.One2many("crm.service.question", "ticket_id", "Questions to Experts")
    question_count = fields.Integer("Number of Questions", compute="_compute_question_count")
    # who read articles before sending the public form: the number of the session
    article_visitor = fields.Char(readonly=True, copy=False, groups=NO_ACCESS)

    _visitor_idx = models.Index("(article_visitor, date_opened) WHERE article_visitor IS NOT NULL")
    _category_idx = models.Index("(category_id, date_opened) WHERE category_id IS NOT NULL")

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"article_visitor"}

    def _compute_question_count(self):
        counts = dict(
            self.env["crm.service.question"]._read_group(
                [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
            )
        )
        for ticket in self:
            ticket.question_count = counts.get(ticket._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        # sudo: figures of the article, not the article
        tickets.solved_by_article_id.sudo()._count_use()
        return tickets

    def write(self, vals):
        if "solved_by_article_id" not in vals:
            return super().write(vals)
        before = self.solved_by_article_id
        result = super().write(vals)
        # sudo: figures of the article, not the article
        (before | self.solved_by_article_id).sudo()._count_use()
        return result

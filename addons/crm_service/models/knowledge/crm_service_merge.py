from odoo import api, models

from ...tools.relation import Link


class CrmServiceMerge(models.Model):
    """Questions and articles that came of a ticket go along; so does what solved it."""

    _inherit = "crm.service.merge"

    @api.model
    def _get_links(self, survivor):
        return [
            *super()._get_links(survivor),
            Link("crm.service.question", "ticket_id"),
            Link("crm.service.article", "ticket_id"),
        ]

    @api.model
    def _get_changed(self):
        return (*super()._get_changed(), "solved_by_article_id")

    def _change_survivor(self):
        result = super()._change_survivor()
        survivor, loser = self.survivor_id, self.loser_id
        if loser.solved_by_article_id and not survivor.solved_by_article_id:
            survivor.with_context(
                tracking_disable=True
            ).solved_by_article_id = loser.solved_by_article_id
        return result

    def _refresh_clocks(self):
        result = super()._refresh_clocks()
        (self.survivor_id | self.loser_id).solved_by_article_id._count_use()
        return result

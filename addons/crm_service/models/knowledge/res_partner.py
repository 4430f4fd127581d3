from odoo import models

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """Which articles a person has read and voted on."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), *self._crm_data_articles()]

    def _crm_data_articles(self):
        """Return what these people read and voted on; called in sudo."""
        find = self._crm_search_of_people
        return [
            Holding(
                self.env._("Articles Read"),
                find("crm.service.article.view", "partner_id"),
                ("date", "article_id"),
                ANONYMISE,
                self.env._("That an article was read is a figure; by whom goes."),
            ),
            Holding(
                self.env._("Votes on Articles"),
                find("crm.service.article.vote", "partner_id"),
                ("date", "article_id", "is_helpful", "comment"),
            ),
        ]

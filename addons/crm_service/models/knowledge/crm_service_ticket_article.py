from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import is_html_empty

LIMIT = 5


class CrmServiceTicket(models.Model):
    """What the service does with articles on a ticket."""

    _inherit = "crm.service.ticket"

    @api.model
    def suggest_articles(self, subject, category_id=None, product_id=None):
        """Return the articles that may solve a ticket; called by its form while one types.

        :return: dicts with id, number, title, summary, url and can_send, five at most
        """
        self.check_access("read")
        articles = self.env["crm.service.article"]
        articles._check_internal()
        about = {"category": category_id, "product": product_id}
        found = articles._suggest(subject if isinstance(subject, str) else "", LIMIT, about)
        return [
            result | {"can_send": article.audience != "internal"}
            for article, result in zip(found, found._prepare_results(), strict=True)
        ]

    def action_solve_by_article(self, article_id):
        """Note which article held the solution, and that it was read for it."""
        self.ensure_one()
        article = self._get_article(article_id)
        self.solved_by_article_id = article
        self.env["crm.service.article.view"]._note(article, "ticket")
        return True

    def action_send_article(self, article_id):
        """Open an answer to the customer with a link to the article.

        :raise UserError: the customer could not read it
        """
        self.ensure_one()
        article = self._get_article(article_id)
        if article.audience == "internal":
            raise UserError(
                self.env._("%(article)s is for the service only.", article=article.display_name)
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_partner_ids": self._get_asker().ids,
                "default_body": self._get_article_link(article),
            },
        }

    def _get_asker(self):
        """Return the contact who gets an answer; a mere address becomes one."""
        if self.partner_id or not self.partner_email:
            return self.partner_id
        return self._partner_find_from_emails_single([self.partner_email])

    def _get_article(self, article_id):
        """:raise AccessError: the user may not work on the ticket, or not read the article"""
        self.check_access("write")
        articles = self.env["crm.service.article"]
        article = articles.search([("id", "=", article_id), ("state", "=", "published")])
        if not article:
            raise AccessError(self.env._("This article is not there, or not for you."))
        return article

    def _get_article_link(self, article):
        url = f"{self.get_base_url()}/help/{article.id}"
        return Markup('<p><a href="%s">%s</a></p>') % (url, article.published_name)

    def action_write_article(self):
        """Draft a case from what the ticket says; internal notes stay where they are.

        :raise UserError: nobody has written down what solved it
        """
        self.ensure_one()
        if is_html_empty(self.resolution):
            raise UserError(
                self.env._(
                    "Write down under Solution what solved %(ticket)s first.", ticket=self.number
                )
            )
        article = self.env["crm.service.article"].create(self._prepare_article())
        return article._get_records_action()

    def _prepare_article(self):
        return {
            "name": self.name,
            "kind": "case",
            "body": self._get_case(),
            "category_id": self.category_id.id,
            "product_ids": [(6, 0, self.product_id.ids)],
            "ticket_id": self.id,
            "company_id": self.company_id.id,
        }

    def _get_case(self):
        """Return problem, cause and solution as the ticket has them."""
        parts = [
            (self.env._("What happened"), self.description),
            (self.env._("Why"), Markup("<p>%s</p>") % self.cause_id.name if self.cause_id else ""),
            (self.env._("What solved it"), self.resolution),
        ]
        return Markup().join(
            Markup("<h3>%s</h3>%s") % (title, Markup(text))
            for title, text in parts
            if not is_html_empty(text)
        )

    def action_ask_expert(self):
        """Open a new question to an expert about the ticket."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.service.question",
            "name": self.env._("Ask an Expert"),
            "views": [(False, "form")],
            "target": "current",
            "context": {
                "default_name": self.name,
                "default_ticket_id": self.id,
                "default_category_id": self.category_id.id,
                "default_product_id": self.product_id.id,
                "default_company_id": self.company_id.id,
            },
        }

    def action_view_questions(self):
        """Open what experts were asked about the ticket."""
        self.ensure_one()
        return self.question_ids._get_records_action(name=self.env._("Questions"))

    def action_view_article(self):
        """Open the article that solved the ticket."""
        self.ensure_one()
        return self.solved_by_article_id._get_records_action()

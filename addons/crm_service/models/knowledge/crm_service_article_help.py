from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

RESULTS = 8
KINDS = ("ir.actions.act_window", "ir.actions.client", "ir.actions.server")


class CrmServiceArticle(models.Model):
    """The article that explains a screen: what the "?" in the bar opens.

    Which one it is, is said on the article, by menus. On a screen that has
    none, one that explains another screen of the same records will do. Of several, the one in
    the reader's language comes first.
    """

    _inherit = "crm.service.article"

    help_menu_ids = fields.Many2many(
        "ir.ui.menu",
        "crm_service_article_help_rel",
        "article_id",
        "menu_id",
        "Explains Screens",
        groups="crm_service.group_service_own",
        help="The ? on the screens of these menus opens the article.",
    )
    is_help = fields.Boolean(
        "Explains a Screen",
        compute="_compute_is_help",
        compute_sudo=True,
        store=True,
        help="Every colleague reads it, whatever its audience.",
    )

    @api.depends("help_menu_ids")
    def _compute_is_help(self):
        for article in self:
            article.is_help = bool(article.help_menu_ids)

    @api.model
    def get_help(self, action_id=None, model=None):
        """Return what the "?" shows on a screen: an article, or nothing.

        :param action_id: id of the action whose screen it is, None where there is none
        :param model: name of its model
        :return: ``{"id", "number", "title", "body", "url"}`` or None
        :raise AccessError: for people from outside
        """
        self._check_internal()
        article = self._find_help(action_id, model)
        if not article:
            return None
        self.env["crm.service.article.view"]._note(article, "help")
        return article._prepare_help()

    @api.model
    def open_help(self, article_id):
        """Return an article for the "?" dialog; see ``get_help``."""
        self._check_internal()
        article = self.search(Domain("id", "=", article_id) & self._reader_domain())
        if not article:
            return None
        self.env["crm.service.article.view"]._note(article, "search")
        return article._prepare_help()

    @api.model
    def search_help(self, text):
        """Return what the "?" dialog finds: dicts with id, number, title, summary and url."""
        self._check_internal()
        found = self._find(text if isinstance(text, str) else "", RESULTS, self._reader_domain())
        self.env["crm.service.article.search"].sudo()._note(text, len(found), "screen")
        return found._prepare_results()

    @api.model
    def _check_internal(self):
        if self.env.user.share:
            raise AccessError(self.env._("This is for people of the company."))

    def _find_help(self, action_id, model):
        """Return the best article that the user may read: of the screen, else of its model."""
        # sudo: which article explains what is no secret, and not each reader sees each menu
        windows = self.env["ir.actions.act_window"].sudo()
        alike = windows.search([("res_model", "=", model)]) if model else windows
        for action_ids in ([action_id] if action_id else [], alike.ids):
            menus = self._get_menus(action_ids)
            found = self.sudo().search(
                Domain("help_menu_ids", "in", menus.ids) & self._reader_domain()
            )
            readable = found.with_env(self.env)._filtered_access("read")
            if readable:
                return readable.sorted(lambda article: article._help_key())[0]
        return self.browse()

    @api.model
    def _get_menus(self, action_ids):
        """Return the menus (sudo) that open one of these actions."""
        menus = self.env["ir.ui.menu"].sudo().with_context(**{"ir.ui.menu.full_list": True})
        wanted = [f"{kind},{action_id}" for kind in KINDS for action_id in action_ids]
        return menus.search([("action", "in", wanted)])

    def _help_key(self):
        """Sort the reader's language first, then English."""
        languages = [self.env.lang, "en_US"]
        return languages.index(self.lang) if self.lang in languages else len(languages)

    def _prepare_help(self):
        return {
            "id": self.id,
            "number": self.number,
            "title": self.published_name,
            "body": self.published_body,
            "url": f"/help/{self.id}",
        }

import re
from uuid import uuid4

from werkzeug.exceptions import NotFound, TooManyRequests

from odoo import http
from odoo.fields import Domain
from odoo.http import request
from odoo.tools.misc import hmac

from odoo.addons.crm_customer.tools.stranger import line_of, network_of
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ...models.knowledge.crm_service_article_read import RESULTS
from ...models.knowledge.crm_service_form import VISITOR
from ...tools.portal.text import number_of

ARTICLE = "crm.service.article"
HELP, MINE = "/help", "/my/articles"
PER_PAGE = 20
# so often may one network address ask within an hour
ASKED_PER_HOUR = 600
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget", re.IGNORECASE)


class HelpPages(CustomerPortal):
    """Articles for visitors (/help) and in the portal (/my/articles): what each may read."""

    # lists
    @http.route(
        [HELP, f"{HELP}/page/<int:page>"], type="http", auth="public", website=True, methods=["GET"]
    )
    def help_articles(self, page=1, **kwargs):
        return self._render_list(HELP, page, **kwargs)

    @http.route(
        [MINE, f"{MINE}/page/<int:page>"], type="http", auth="user", website=True, methods=["GET"]
    )
    def my_articles(self, page=1, **kwargs):
        return self._render_list(MINE, page, **kwargs)

    def _render_list(self, base, page, search=None, category=None, **_kwargs):
        text, category_id = line_of(search), number_of(category)
        domain = request.env[ARTICLE]._reader_domain()
        if category_id:
            domain &= Domain("category_id", "=", category_id)
        values = {
            "base": base,
            "categories": self._get_categories(),
            "category_id": category_id,
            "text": text,
            "ticket_url": self._ticket_url(),
        } | (self._search(text, domain) if text else self._browse(base, domain, category_id, page))
        return self._render("list", base, values)

    def _search(self, text, domain):
        self._take()
        found = request.env[ARTICLE]._find(text, RESULTS, domain)
        place = "help" if request.env.user._is_public() else "portal"
        if not self._is_robot():
            # sudo: readers write no searches but these
            request.env["crm.service.article.search"].sudo()._note(text, len(found), place)
        return {"articles": found._prepare_results(), "pager": None}

    def _browse(self, base, domain, category_id, page):
        articles = request.env[ARTICLE]
        pager = portal_pager(
            url=base,
            url_args={"category": category_id or ""},
            total=articles.search_count(domain),
            page=page,
            step=PER_PAGE,
        )
        found = articles._search_page(domain, PER_PAGE, pager["offset"])
        return {"articles": found._prepare_results(), "pager": pager}

    def _get_categories(self):
        """Return ``(id, name, number of articles)`` of what the reader finds."""
        articles = request.env[ARTICLE]
        domain = articles._reader_domain() & Domain("category_id", "!=", False)
        groups = articles._read_group(domain, ["category_id"], ["__count"])
        # sudo: names of the categories of articles that were found as the user
        return [(group.id, group.sudo().display_name, count) for group, count in groups]

    # one of them
    @http.route(
        f"{HELP}/<int:article_id>", type="http", auth="public", website=True, methods=["GET"]
    )
    def help_article(self, article_id, **kwargs):
        return self._render_article(HELP, article_id, **kwargs)

    @http.route(f"{MINE}/<int:article_id>", type="http", auth="user", website=True, methods=["GET"])
    def my_article(self, article_id, **kwargs):
        return self._render_article(MINE, article_id, **kwargs)

    def _render_article(self, base, article_id, **kwargs):
        article = self._get_article(article_id)
        visitor = self._get_visitor()
        source = kwargs.get("from") or ("help" if base == HELP else "portal")
        if not self._is_robot():
            request.env["crm.service.article.view"]._note(article, source, visitor)
        vote = request.env["crm.service.article.vote"]._get_own(article, visitor)
        values = {
            # sudo: what is shown of it is what readers may see
            "article": article.sudo(),
            "base": base,
            "is_asked": kwargs.get("voted") == "0",
            "is_thanked": bool(kwargs.get("voted")),
            "ticket_url": self._ticket_url(),
            "vote": vote,
        }
        return self._render("article", base, values)

    def _get_article(self, article_id):
        """Return a published article that the visitor may read.

        :raise NotFound: it is not there, or not for this visitor; which of both is not said
        """
        articles = request.env[ARTICLE]
        article = articles.search(Domain("id", "=", article_id) & articles._reader_domain())
        if not article:
            raise NotFound()
        return article

    @http.route(
        f"{HELP}/<int:article_id>/vote", type="http", auth="public", website=True, methods=["POST"]
    )
    def vote_article(self, article_id, helpful=None, comment=None, base=None, **_kwargs):
        article = self._get_article(article_id)
        is_helpful = helpful == "1"
        request.env["crm.service.article.vote"]._give(
            article, is_helpful, comment, self._get_visitor()
        )
        base = MINE if base == MINE else HELP
        said = "1" if is_helpful or comment else "0"
        return request.redirect(f"{base}/{article.id}?voted={said}#vote")

    # while somebody types
    @http.route(f"{HELP}/suggest", type="jsonrpc", auth="public", website=True)
    def suggest_articles(self, text="", key="", **_kwargs):
        """Return what may answer what is being typed, five at most."""
        text = line_of(text)
        if len(text) < 2:
            return []
        self._take()
        found = request.env[ARTICLE]._suggest(text)
        # sudo: readers write no searches but these
        request.env["crm.service.article.search"].sudo()._note(
            text, len(found), "form", self._page_key(line_of(key, 40))
        )
        return found._prepare_results()

    def _page_key(self, key):
        """Return what tells the page apart, of this session alone."""
        if not key:
            return None
        # sudo: the key that it is signed with
        return hmac(request.env(su=True), "crm_service_page", f"{request.session.sid}:{key}")

    # all of them
    def _render(self, name, base, values):
        if base == HELP:
            return request.render(f"crm_service.help_{name}", values)
        values = self._prepare_portal_layout_values() | {"page_name": "crm_article"} | values
        return request.render(f"crm_service.portal_my_{name}", values)

    def _take(self):
        """:raise TooManyRequests: somebody without an account asks too often"""
        if not request.env.user._is_public():
            return
        network = network_of(request.httprequest.remote_addr)
        counts = request.env["crm.service.web.count"]
        if not counts._take("help", network, ASKED_PER_HOUR):
            raise TooManyRequests()

    def _is_robot(self):
        agent = request.httprequest.user_agent.string
        return not agent or bool(ROBOTS.search(agent))

    def _get_visitor(self):
        """Return the number of a session without an account, made if there is none."""
        if not request.env.user._is_public() or self._is_robot():
            return None
        if VISITOR not in request.session:
            request.session[VISITOR] = uuid4().hex
        return request.session[VISITOR]

    def _ticket_url(self):
        """Return where the visitor sends a ticket, None where nobody takes one."""
        if not request.env.user._is_public():
            return "/my/tickets/new"
        return "/service/new" if request.env["crm.service.form"]._web_teams() else None

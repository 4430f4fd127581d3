from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ...tools.portal.text import number_of
from .form import LARGEST, pairs_of, read_texts, read_uploads

TICKET = "crm.service.ticket"
LIST = "/my/tickets"
NEW = ("name", "kind", "category_id", "order_id", "product_id", "urgency", "description")


class ServicePortal(CustomerPortal):
    """The tickets of a customer."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "crm_ticket_count" in counters:
            values["crm_ticket_count"] = self._count_tickets(Domain.TRUE)
        return values

    def _count_tickets(self, domain):
        tickets = request.env[TICKET]
        if not tickets.has_access("read"):
            return 0
        return tickets.search_count(tickets._portal_domain() & domain)

    # the list
    @http.route(
        [LIST, f"{LIST}/page/<int:page>"], type="http", auth="user", website=True, methods=["GET"]
    )
    def my_tickets(self, page=1, sortby=None, filterby=None, search=None, **kwargs):
        sortings, filters = self._ticket_sortings(), self._ticket_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "open"
        domain = filters[filterby]["domain"] & self._ticket_search(search)
        pager = portal_pager(
            url=LIST,
            url_args={"sortby": sortby, "filterby": filterby, "search": search or ""},
            total=self._count_tickets(domain),
            page=page,
            step=self._items_per_page,
        )
        tickets = self._find_tickets(domain, sortings[sortby]["order"], pager["offset"])
        request.session["my_tickets_history"] = tickets.ids[:100]
        return request.render(
            "crm_service.portal_my_tickets",
            self._prepare_portal_layout_values()
            | {
                "default_url": LIST,
                "filterby": filterby,
                "page_name": "crm_ticket",
                "pager": pager,
                "search": search,
                "search_in": "all",
                "searchbar_filters": filters,
                "searchbar_inputs": {"all": {"input": "all", "label": request.env._("All")}},
                "searchbar_sortings": sortings,
                "sortby": sortby,
                # sudo: read by the rules of the user above; stages are not the portal's
                "tickets": tickets.sudo(),
            },
        )

    def _find_tickets(self, domain, order, offset):
        tickets = request.env[TICKET]
        if not tickets.has_access("read"):
            return tickets
        return tickets.search(
            tickets._portal_domain() & domain,
            order=order,
            limit=self._items_per_page,
            offset=offset,
        )

    def _ticket_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "date_opened desc, id desc"},
            "answer": {
                "label": request.env._("Last Answer"),
                "order": "date_last_response desc, id desc",
            },
            "name": {"label": request.env._("Subject"), "order": "name, id desc"},
        }

    def _ticket_filters(self):
        return {
            "open": {"label": request.env._("Open"), "domain": Domain("is_closed", "=", False)},
            "closed": {"label": request.env._("Closed"), "domain": Domain("is_closed", "=", True)},
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
        }

    def _ticket_search(self, search):
        if not search:
            return Domain.TRUE
        return Domain("number", "ilike", search) | Domain("name", "ilike", search)

    # a new one
    @http.route(f"{LIST}/new", type="http", auth="user", website=True, methods=["GET"])
    def new_ticket(self, **kwargs):
        return self._render_new_ticket({}, {})

    @http.route(
        f"{LIST}/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=LARGEST,
    )
    def send_ticket(self, **post):
        texts = read_texts(post, NEW)
        ticket, errors = request.env["crm.service.form"]._create_from_portal(texts, read_uploads())
        if errors:
            return self._render_new_ticket(texts, errors)
        return request.redirect(f"{ticket.access_url}?sent=1")

    def _render_new_ticket(self, texts, errors):
        choices = request.env["crm.service.form"]._portal_choices()
        return request.render(
            "crm_service.portal_new_ticket",
            self._prepare_portal_layout_values()
            | {
                "choices": {name: pairs_of(offered) for name, offered in choices.items()},
                "errors": errors,
                "page_name": "crm_ticket_new",
                "texts": {"kind": "question", "urgency": "2"} | texts,
            },
        )

    # one of them
    @http.route(
        f"{LIST}/<int:ticket_id>", type="http", auth="public", website=True, methods=["GET"]
    )
    def my_ticket(self, ticket_id, access_token=None, **kwargs):
        ticket = self._get_ticket(ticket_id, access_token)
        if target := self._other_target(ticket):
            return request.redirect(target)
        return self._render_ticket(ticket, access_token, **kwargs)

    def _render_ticket(self, ticket, access_token, message=None, **kwargs):
        values = {
            "can_close": ticket._portal_can_close(),
            "can_rate": ticket._portal_can_rate(),
            "can_reopen": ticket._portal_can_reopen(),
            "files": ticket._portal_files(),
            "is_sent": bool(kwargs.get("sent")),
            "message": message,
            "page_name": "crm_ticket",
            "rating": ticket._get_rating_given(),
            "ticket": ticket,
        }
        allowed = {name: kwargs[name] for name in ("pid", "hash") if kwargs.get(name)}
        return request.render(
            "crm_service.portal_my_ticket",
            self._get_page_view_values(
                ticket, access_token, values, "my_tickets_history", False, **allowed
            ),
        )

    def _get_ticket(self, ticket_id, access_token=None):
        """Return the ticket in sudo.

        :raise NotFound: it is not there, or not for this visitor; which of both is not said
        """
        try:
            return self._document_check_access(TICKET, ticket_id, access_token)
        except (AccessError, MissingError) as error:
            raise NotFound() from error

    def _other_target(self, ticket):
        """Return where a link to a ticket that went into another one leads."""
        target = ticket._portal_target()
        if target == ticket:
            return None
        if request.env[TICKET].browse(target.id).has_access("read"):
            return target.access_url
        is_same = target.commercial_partner_id == ticket.commercial_partner_id
        return target.get_portal_url() if is_same and target.commercial_partner_id else None

    @http.route(
        f"{LIST}/<int:ticket_id>/<any(close,reopen):step>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def step_ticket(self, ticket_id, step, access_token=None, **kwargs):
        ticket = self._get_ticket(ticket_id, access_token)
        try:
            if step == "close":
                ticket._portal_close(self._author_of(ticket))
            else:
                ticket._portal_reopen(self._author_of(ticket))
        except UserError as error:
            return self._render_ticket(ticket, access_token, message=str(error))
        return request.redirect(self._url_of(ticket, access_token))

    @http.route(
        f"{LIST}/<int:ticket_id>/rate", type="http", auth="public", website=True, methods=["POST"]
    )
    def rate_ticket(self, ticket_id, rate=None, access_token=None, **kwargs):
        ticket = self._get_ticket(ticket_id, access_token)
        try:
            return request.redirect(ticket._portal_rate(number_of(rate)))
        except UserError as error:
            return self._render_ticket(ticket, access_token, message=str(error))

    def _author_of(self, ticket):
        """Return who acts: the user, or with a token alone the contact of the ticket."""
        user = request.env.user
        return ticket.partner_id if user._is_public() else user.partner_id

    def _url_of(self, ticket, access_token):
        return ticket.get_portal_url() if access_token else ticket.access_url

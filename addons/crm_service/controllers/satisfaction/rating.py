from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.http import request

from odoo.addons.rating.controllers.main import Rating

from ...models.satisfaction.crm_service_ticket_ask import RATES
from ...models.satisfaction.crm_service_ticket_vote import EFFORT, NONCE, RatingRefused
from ...tools.portal.text import number_of


class TicketRating(Rating):
    """The host's pages take a vote again and again; for tickets they take one.

    The page of a rating carries a nonce, and its form hands it back: what only knows the
    address, as scanners of mails do, changes nothing.
    """

    @http.route()
    def action_open_rating(self, token, rate, **kwargs):
        rating = self._ticket_rating(token)
        if not rating:
            return super().action_open_rating(token, rate, **kwargs)
        if rate not in RATES:
            raise BadRequest()
        if rating.consumed:
            return self._render_refused(rating)
        return super().action_open_rating(token, rate, **kwargs)

    @http.route()
    def action_submit_rating(self, token, rate=0, **kwargs):
        rating = self._ticket_rating(token)
        if not rating or request.httprequest.method != "POST":
            return super().action_submit_rating(token, rate, **kwargs)
        if number_of(rate) not in RATES:
            raise BadRequest()
        words = {NONCE: kwargs.get("crm_nonce"), EFFORT: kwargs.get("crm_effort")}
        request.update_context(**words)
        try:
            return super().action_submit_rating(token, rate, **kwargs)
        except RatingRefused:
            return self._render_refused(rating)

    def _ticket_rating(self, token):
        """Return the rating of a ticket that has this token, else none."""
        # sudo: the token lets the visitor in
        ratings = request.env["rating.rating"].sudo()
        return ratings.search([("access_token", "=", token), ("crm_ticket_id", "!=", False)])

    def _render_refused(self, rating):
        view = request.env["ir.ui.view"].with_context(
            lang=rating.partner_id.lang or request.env.lang
        )
        page = view._render_template("crm_service.rating_refused", {"rating": rating})
        return request.make_response(page, status=409)

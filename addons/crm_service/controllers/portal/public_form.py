import time

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools import email_normalize
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.crm_customer.tools.stranger import network_of

from ...tools.portal.text import number_of
from ...tools.portal.token import age_verdict
from .form import LARGEST, pairs_of, read_texts, read_uploads

SCOPE = "crm_service.public_form"
FIELDS = ("person", "email", "phone", "name", "description", "team")
THANKS = "crm_service_thanks"


class PublicForm(http.Controller):
    """A ticket from somebody without an account, where a team wants that."""

    @http.route("/service/new", type="http", auth="public", website=True, methods=["GET"])
    def public_form(self, **kwargs):
        return self._render_form(self._get_teams(), {}, {})

    @http.route(
        "/service/new",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        max_content_length=LARGEST,
    )
    def send_public_form(self, **post):
        teams, texts = self._get_teams(), read_texts(post, FIELDS)
        if post.get("website"):
            # a field that people do not see: a robot gets the answer that it expects
            return request.redirect("/service/new/thanks")
        form = request.env["crm.service.form"]
        uploads = read_uploads()
        values, errors = form._read_web(texts)
        errors |= form._check_uploads(uploads)
        team = teams.filtered(lambda team: team.id == number_of(texts.get("team"))) or teams[:1]
        if refusal := self._refuse(post.get("opened"), team, texts.get("email")):
            return self._render_form(teams, texts, errors | {"form": refusal[1]}, refusal[0])
        if errors:
            return self._render_form(teams, texts, errors)
        request.session[THANKS] = form._create_from_web(values, team, uploads).number
        return request.redirect("/service/new/thanks")

    @http.route("/service/new/thanks", type="http", auth="public", website=True, methods=["GET"])
    def public_form_thanks(self, **kwargs):
        self._get_teams()
        number = request.session.pop(THANKS, None)
        return request.render(
            "crm_service.public_form_thanks", {"address": self._address(), "number": number}
        )

    def _address(self):
        """Return the address of the form in the language of the visitor."""
        return request.env["ir.http"]._url_for("/service/new")

    def _get_teams(self):
        """:raise NotFound: no team has the form switched on"""
        teams = request.env["crm.service.form"]._web_teams()
        if not teams:
            raise NotFound()
        return teams

    def _refuse(self, opened, team, email):
        """Return status and text when the entry comes too quickly or too often."""
        verdict = age_verdict(self._read_opened(opened), time.time())
        if verdict == "fast":
            return 400, request.env._(
                "That was very quick. Please look at it once more and send it again."
            )
        if verdict == "old":
            return 400, request.env._("The form was open for too long. Please send it again.")
        if not self._take(team, email):
            return 429, request.env._(
                "Too many entries came from you. Please try again in an hour."
            )
        return None

    def _take(self, team, email):
        """Count the entry for its network address and its e-mail address."""
        counts = request.env["crm.service.web.count"]
        limit = team.web_form_limit
        network = network_of(request.httprequest.remote_addr)
        is_within = counts._take("network", network, limit)
        if address := email_normalize(email or ""):
            is_within &= counts._take("email", address, limit)
        return is_within

    def _read_opened(self, token):
        # sudo: the key that the token is signed with
        try:
            signed = verify_hash_signed(request.env(su=True), SCOPE, token or "")
        except ValueError:
            return None
        return signed and signed[0]

    def _render_form(self, teams, texts, errors, status=200):
        response = request.render(
            "crm_service.public_form",
            {
                "errors": errors,
                "address": self._address(),
                "opened": hash_sign(request.env(su=True), SCOPE, [time.time()]),
                "teams": pairs_of(teams),
                "texts": texts,
            },
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        return response

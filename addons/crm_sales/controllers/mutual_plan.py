import re
import secrets
import time

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.crm_customer.tools.stranger import network_of

SCOPE = "crm_sales.mutual_plan"
LARGEST = 16 * 1024
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
HOURLY = 60
# for how long a page that was opened may be sent, seconds
FRESH = 24 * 3600


class MutualPlan(http.Controller):
    """The plan of an opportunity, for the person of the customer who has its address."""

    @http.route(
        "/crm/plan/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def mutual_plan(self, token, **kwargs):
        share = self._get_share(token)
        if not share._is_open():
            return self._render(share, "closed", status=410)
        share._note_seen()
        return self._render_plan(share)

    @http.route(
        "/crm/plan/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=LARGEST,
    )
    def tick_mutual_plan(self, token, **post):
        share = self._get_share(token)
        if not share._is_open():
            return self._render(share, "closed", status=410)
        guard = request.env["crm.sales.lead.guard"].sudo()  # sudo: counts belong to nobody
        network = network_of(request.httprequest.remote_addr)
        if not guard._take("plan", f"{share.id}:{network}", HOURLY):
            text = request.env._("Too many changes came from you. Please try again in an hour.")
            return self._render_plan(share, text, 429)
        nonce = self._read_nonce(share, post.get("opened"))
        # a page is sent once: what is sent again says what the first one said
        if not nonce or not guard._take("plan_page", nonce, 1):
            text = request.env._("This page was sent already or is old. Please look at it again.")
            return self._render_plan(share, text, 400)
        share._tick(self._read_ids("step"), self._read_ids("shown"))
        return self._render_plan(share, request.env._("Thank you. It is noted."))

    def _read_ids(self, name):
        return {
            int(value)
            for value in request.httprequest.form.getlist(name)
            if value.isascii() and value.isdigit() and len(value) < 10
        }

    def _get_share(self, token):
        """Return the share, in the language of its person.

        :raise NotFound: there is none, or there never was; which of both is not said
        """
        shares = request.env["crm.sales.mutual.share"]
        share = shares._find(token) if TOKEN.fullmatch(token) else shares
        if not share:
            raise NotFound()
        lang = share.partner_id.lang or request.env.lang or "en_US"
        request.update_context(lang=lang)
        company = share.lead_id.company_id or share.create_uid.company_id
        return share.with_context(lang=lang).with_company(company)

    def _read_nonce(self, share, signed):
        """Return what tells the page from others, None unless it is fresh and of this plan."""
        try:
            # sudo: the key that the token is signed with
            values = verify_hash_signed(request.env(su=True), SCOPE, signed or "")
        except ValueError:
            return None
        if not values or values[0] != share.id or not 0 <= time.time() - values[2] < FRESH:
            return None
        return values[1]

    def _render_plan(self, share, message="", status=200):
        nonce = secrets.token_urlsafe(12)
        opened = hash_sign(request.env(su=True), SCOPE, [share.id, nonce, time.time()])
        steps = share._get_steps()
        return self._render(
            share,
            "plan",
            status=status,
            steps=steps,
            tickable=steps._get_tickable(share.partner_id),
            opened=opened,
            message=message,
        )

    def _render(self, share, part, status=200, **values):
        lead = share.lead_id
        response = request.render(
            "crm_sales.mutual_plan_page",
            {
                "share": share,
                "lead": lead,
                "company": share.env.company,
                "part": part,
                "page_lang": (share.env.lang or "en_US").replace("_", "-"),
            }
            | values,
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = "DENY"
        return response

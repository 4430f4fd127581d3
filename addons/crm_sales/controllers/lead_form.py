import secrets
import time

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools.misc import hash_sign, verify_hash_signed

from odoo.addons.crm_customer.tools.stranger import network_of

from ..tools.intake.entry import read_entry
from ..tools.intake.text import age_verdict

SCOPE = "crm_sales.lead_form"
LARGEST = 64 * 1024
PER_PERSON = 5


class LeadForm(http.Controller):
    """Forms that anybody may fill in, alone or within another page.

    No session and no cookie is asked for, since a browser sends none within the page of
    another site; what is sent back must hold the signed moment at which the page was opened.
    """

    @http.route(
        ["/crm/lead/<string:token>", "/crm/lead/<string:token>/<any(qr):way>"],
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
    )
    def lead_form(self, token, way="form", lang=None, **kwargs):
        form = self._get_form(token, lang)
        if not form.active:
            return self._render(form, "closed", status=410)
        return self._render_form(form, way)

    @http.route(
        ["/crm/lead/<string:token>", "/crm/lead/<string:token>/<any(qr):way>"],
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=LARGEST,
    )
    def send_lead_form(self, token, way="form", lang=None, **post):
        form = self._get_form(token, lang)
        if not form.active:
            return self._render(form, "closed", status=410)
        if post.get("homepage"):
            # a field that people do not see: a robot gets the answer that it expects
            return self._render(form, "thanks")
        nonce, opened = self._read_opened(form, post.get("opened"))
        if text := self._why_not_now(form, opened):
            return self._render_form(form, way, post, {"form": text}, 400)
        record, errors = form._read_visitor(post)
        is_consent = post.get("consent") == "1"
        if form.consent_text and form.is_consent_required and not is_consent:
            errors["consent"] = request.env._("Please agree, so that we may answer.")
        if errors:
            return self._render_form(form, way, post, errors, 400, post["opened"])
        if not self._is_within(form, record):
            text = request.env._("Too many entries came from you. Please try again in an hour.")
            return self._render_form(form, way, post, {"form": text}, 429)
        form._take_visitor(record, way, nonce, is_consent)
        return self._render(form, "thanks")

    def _get_form(self, token, lang):
        """Return the form in the language of the page.

        :raise NotFound: there is none, or there never was; which of both is not said
        """
        form = request.env["crm.sales.lead.form"]._find(token)
        if not form:
            raise NotFound()
        lang = form.lang or self._choose_lang(lang)
        request.update_context(lang=lang)
        return form.with_context(lang=lang, active_test=True).with_company(form.company_id)

    def _choose_lang(self, asked):
        """Return the installed language that is asked for, else that of the browser."""
        installed = dict(request.env["res.lang"].get_installed())
        if asked in installed:
            return asked
        for wanted, _weight in request.httprequest.accept_languages:
            code = wanted.replace("-", "_")
            same = [name for name in installed if name.lower() == code.lower()]
            near = [name for name in installed if name[:2].lower() == code[:2].lower()]
            if same or near:
                return (same or near)[0]
        return "en_US" if "en_US" in installed else next(iter(installed))

    def _why_not_now(self, form, opened):
        """Return what is said when the entry comes too quickly or too late, else None."""
        verdict = age_verdict(opened, time.time())
        if verdict == "fast":
            return request.env._("That was very quick. Please look at it again and send it.")
        if verdict == "old":
            return request.env._("The form was open for too long. Please send it again.")
        return None

    def _is_within(self, form, record):
        """Count the entry for its network address and for the person."""
        guard = request.env["crm.sales.lead.guard"].sudo()  # sudo: counts belong to nobody
        network = network_of(request.httprequest.remote_addr)
        is_within = guard._take("network", f"{form.id}:{network}", form.hourly_limit)
        for address in read_entry(record, form.company_id.country_id.code or "CN").addresses:
            is_within &= guard._take("person", address, PER_PERSON)
        return is_within

    def _read_opened(self, form, signed):
        """Return (what tells this page from others, when it was opened) or two times None."""
        try:
            # sudo: the key that the token is signed with
            values = verify_hash_signed(request.env(su=True), SCOPE, signed or "")
        except ValueError:
            values = None
        if not values or values[0] != form.id:
            return None, None
        return values[1], values[2]

    def _render_form(self, form, way, texts=(), errors=(), status=200, opened=None):
        nonce = secrets.token_urlsafe(12)
        opened = opened or hash_sign(request.env(su=True), SCOPE, [form.id, nonce, time.time()])
        return self._render(
            form,
            "form",
            status=status,
            inputs=[field._prepare_input() for field in form.field_ids],
            texts=dict(texts),
            errors=dict(errors),
            opened=opened,
            action=f"/crm/lead/{form.token}{'/qr' if way == 'qr' else ''}?lang={form.env.lang}",
        )

    def _render(self, form, part, status=200, **values):
        response = request.render(
            "crm_sales.lead_form_page",
            {
                "form": form,
                "part": part,
                "page_lang": (form.env.lang or "en_US").replace("_", "-"),
                "texts": {},
                "errors": {},
            }
            | values,
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

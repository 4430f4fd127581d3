from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ...tools.portal.upload import MEBIBYTE
from .form import pairs_of, read_texts

LIST = "/my/feedback"
FIELDS = ("name", "category_id", "description")


class FeedbackPortal(CustomerPortal):
    """What a customer said, and what became of it."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "crm_feedback_count" in counters:
            values["crm_feedback_count"] = len(request.env["crm.service.form"]._portal_feedback())
        return values

    @http.route(LIST, type="http", auth="user", website=True, methods=["GET"])
    def my_feedback(self, sent=None, **kwargs):
        return self._render_feedback({}, {}, is_sent=bool(sent))

    @http.route(
        LIST,
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=MEBIBYTE,
    )
    def send_feedback(self, **post):
        texts = read_texts(post, FIELDS)
        errors = request.env["crm.service.form"]._create_feedback_from_portal(texts)
        if errors:
            return self._render_feedback(texts, errors)
        return request.redirect(f"{LIST}?sent=1")

    def _render_feedback(self, texts, errors, is_sent=False):
        forms = request.env["crm.service.form"]
        return request.render(
            "crm_service.portal_my_feedback",
            self._prepare_portal_layout_values()
            | {
                "categories": pairs_of(forms._categories()),
                "errors": errors,
                "feedbacks": forms._portal_feedback(),
                "is_sent": is_sent,
                "page_name": "crm_feedback",
                "texts": texts,
            },
        )

from odoo import http
from odoo.http import request


class OptOut(http.Controller):
    """The page behind the link in a question: opening it, as scanners of mails do, says nothing;
    pressing its button does."""

    @http.route(
        "/crm/opt-out/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
        multilang=False,
    )
    def opt_out(self, token, **kwargs):
        asked = request.env["crm.service.invitation.mixin"]._from_opt_out(token)
        if asked and request.httprequest.method == "POST":
            asked._opt_out()
        view = request.env["ir.ui.view"].with_context(
            lang=(asked and asked.partner_id.lang) or request.env.lang
        )
        page = view._render_template("crm_service.opt_out", {"asked": asked})
        headers = [("Cache-Control", "no-store")]
        return request.make_response(page, headers, status=200 if asked else 404)

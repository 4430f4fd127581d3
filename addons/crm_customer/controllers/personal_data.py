import json

from werkzeug.exceptions import Forbidden, NotFound

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request


class PersonalData(http.Controller):
    @http.route("/crm/personal-data/<int:partner_id>", type="http", auth="user", methods=["GET"])
    def personal_data(self, partner_id):
        """Hand out what is held about a person, as JSON."""
        partner = request.env["res.partner"].browse(partner_id)
        report = request.env["report.crm_customer.report_personal_data"]
        try:
            report._check_allowed(partner)
            if not partner.exists():
                raise NotFound()
            data = report._export(partner)
        except AccessError as error:
            raise Forbidden() from error
        body = json.dumps(data, ensure_ascii=False, indent=2)
        return request.make_response(
            body,
            [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"personal-data-{partner_id}.json")),
                ("Cache-Control", "no-store"),
            ],
        )

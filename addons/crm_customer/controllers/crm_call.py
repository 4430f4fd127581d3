from werkzeug.exceptions import Forbidden

from odoo import http
from odoo.http import request


class CrmCall(http.Controller):
    @http.route("/crm/call/<path:number>", type="http", auth="user", methods=["GET"])
    def call(self, number):
        """Open the customer of a telephone number, for any telephone system."""
        if not request.env.user.has_group("crm_customer.group_customer_own"):
            raise Forbidden()
        calls = request.env["crm.customer.interaction"]
        return request.redirect(calls._get_call_location(number))

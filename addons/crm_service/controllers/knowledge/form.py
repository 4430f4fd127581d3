from odoo import http
from odoo.http import request

from ...models.knowledge.crm_service_form import VISITOR
from ..portal.public_form import PublicForm


class ReadersForm(PublicForm):
    """An entry of somebody who had read articles is known as such."""

    @http.route()
    def send_public_form(self, **post):
        request.update_context(**{VISITOR: request.session.get(VISITOR)})
        return super().send_public_form(**post)

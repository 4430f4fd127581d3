from odoo import api, models
from odoo.fields import Domain

from ...tools.html_text import html_to_text
from ...tools.timeline import TimelineSource


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        kind = self._kind(self.env._("Requests"), "fa-question-circle-o", "warning")
        return super()._get_kinds() | {"request": kind}

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "request": self._request_source("date_asked"),
            "request_answered": self._request_source("date_answered"),
        }

    def _request_source(self, date):
        return TimelineSource(
            model="crm.request",
            date=date,
            kinds=("request",),
            domain=lambda scope: Domain("partner_id", "in", scope.partner_ids),
            entry=lambda values: self._prepare_request_entry(values, date == "date_answered"),
            fields=(
                "answer",
                "department_id",
                "display_name",
                "question",
                "requester_id",
                "user_id",
            ),
        )

    def _prepare_request_entry(self, values, is_answer):
        department = self._name_of(values, "department_id")
        asked = self.env._("Asked %(department)s", department=department)
        answered = self.env._("Answer of %(department)s", department=department)
        return {
            "title": values.get("display_name"),
            "text": html_to_text(values.get("answer" if is_answer else "question")),
            "author": self._name_of(values, "user_id" if is_answer else "requester_id"),
            "badge": answered if is_answer else asked,
        }

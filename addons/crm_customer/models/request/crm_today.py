from odoo import api, models
from odoo.fields import Domain

from .crm_request_department import OPEN_STATES
from .crm_request_steps import ACTIVITY

ALL_REQUESTS = "crm_customer.crm_request_action"


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "requests",
                self.env._("Questions to Answer"),
                "due",
                60,
                "fa-question-circle-o",
                model="crm.request",
            ),
            self._today_block(
                "answers",
                self.env._("Answers to My Questions"),
                "due",
                70,
                "fa-comments-o",
                model="crm.request",
            ),
        ]

    @api.model
    def _today_shown_elsewhere(self):
        kind = self.env.ref(ACTIVITY, raise_if_not_found=False)
        own = Domain("activity_type_id", "in", kind.ids) if kind else Domain.FALSE
        return super()._today_shown_elsewhere() | own

    def _today_requests(self):
        return self._today_search(
            "crm.request",
            Domain("user_id", "=", self.env.uid) & Domain("state", "in", OPEN_STATES),
            "date_due, id",
            self._prepare_question,
            ALL_REQUESTS,
        )

    def _today_answers(self):
        """What departments answered and the user has neither accepted nor asked again."""
        return self._today_search(
            "crm.request",
            Domain("requester_id", "=", self.env.uid) & Domain("state", "=", "answered"),
            "date_answered, id",
            self._prepare_answer,
            ALL_REQUESTS,
        )

    def _prepare_question(self, request):
        return {
            "title": request.name,
            "subtitle": " · ".join(filter(None, (request.requester_id.name, request.about))),
            "date": request.date_due,
            "state": "late" if request.is_overdue else "",
            "badge": self.env._("Urgent") if request.priority == "1" else "",
            "icon": "fa-question-circle-o",
        }

    def _prepare_answer(self, request):
        accept = self._today_act(
            "accept",
            self.env._("Accept"),
            "fa-check",
            method="action_accept",
            message=self.env._("Accepted: %(name)s", name=request.name),
        )
        again = self._today_act(
            "reopen", self.env._("Ask Again"), "fa-undo", method="action_reopen"
        )
        return {
            "title": request.name,
            "subtitle": request.department_id.name,
            "date": request.date_answered,
            "state": "today",
            "icon": "fa-comments-o",
            "acts": [accept, again],
        }

from odoo import api, models

from ...tools.handover.handover import Source
from .crm_request_department import OPEN_STATES


class CrmHandover(models.Model):
    """Questions to answer, questions asked, and departments answered for."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        request = {"model": "crm.request", "partner": "partner_id"}
        is_open = (("state", "in", OPEN_STATES),)
        unsettled = (("state", "in", (*OPEN_STATES, "answered")),)
        # before the activities, which go where their records go
        return [
            Source("request", self.env._("Questions to answer"), domain=is_open, **request),
            Source(
                "question",
                self.env._("Questions asked"),
                domain=unsettled,
                field="requester_id",
                **request,
            ),
            Source(
                "request_department",
                self.env._("Departments that answer"),
                "crm.request.department",
            ),
            *super()._handover_sources(),
        ]

    @api.model
    def _write_value(self, records, field_name, before, after):
        """Who takes over a question has its activity, or hears of its answer."""
        result = super()._write_value(records, field_name, before, after)
        if records._name == "crm.request" and field_name == "user_id":
            records._plan_answer()
        elif records._name == "crm.request" and field_name == "requester_id":
            records.message_subscribe(records.requester_id.partner_id.ids)
        return result

"""What a move that misses something is refused with."""

from odoo.exceptions import UserError


class StageGateError(UserError):
    """A refused move. The web client offers the checklist and the override with it.

    ``context`` says which leads and which stage it is about.
    """

    def __init__(self, message, lead_ids, stage_id):
        super().__init__(message)
        self.context = {"crm_gate_lead_ids": lead_ids, "crm_gate_stage_id": stage_id}

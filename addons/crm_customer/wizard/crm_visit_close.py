from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.visit.crm_visit import REASONS


class CrmVisitClose(models.TransientModel):
    """Why visits do not take place, and when instead."""

    _name = "crm.visit.close"
    _description = "Visit Does Not Take Place"

    visit_ids = fields.Many2many("crm.visit", "crm_visit_close_rel", string="Visits", required=True)
    state = fields.Selection(
        [("cancelled", "Cancelled"), ("missed", "Missed")],
        required=True,
        default=lambda self: self._default_state(),
        help="Cancelled: called off before. Missed: it was not done as planned.",
    )
    reason = fields.Selection(
        [item for item in REASONS if item[0] != "meeting_deleted"], required=True
    )
    reason_note = fields.Char("Explanation")
    date_again = fields.Datetime("Plan Again On", help="Empty: not planned again.")

    @api.model
    def _default_state(self):
        return "cancelled"

    @api.onchange("visit_ids")
    def _onchange_visit_ids(self):
        """What should have begun already was missed."""
        dates = self.visit_ids.mapped("date_start")
        if dates and min(dates) < fields.Datetime.now():
            self.state = "missed"

    def action_close(self):
        """Close the visits, and plan them again where a date is given.

        :raise UserError: no reason, or a visit took place
        """
        self.ensure_one()
        if self.reason == "other" and not (self.reason_note or "").strip():
            raise UserError(self.env._("Explain the reason in a few words."))
        self.visit_ids._close(self.state, self.reason, self.reason_note)
        if self.date_again:
            self.visit_ids.copy({"date_start": self.date_again})
        return {"type": "ir.actions.act_window_close"}

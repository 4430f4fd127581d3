from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class CrmSalesForecastOverride(models.TransientModel):
    """Other figures for a person or team, and why."""

    _name = "crm.sales.forecast.override"
    _description = "Override a Forecast"

    line_id = fields.Many2one(
        "crm.sales.forecast.line", "Of", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="line_id.currency_id")
    said_commit = fields.Monetary(related="line_id.commit", string="Own Commit")
    said_best_case = fields.Monetary(related="line_id.best_case", string="Own Best Case")
    commit = fields.Monetary(required=True)
    best_case = fields.Monetary(required=True)
    note = fields.Text(required=True, help="It is read by whom it concerns.")

    def action_override(self):
        """Let these figures count."""
        self.ensure_one()
        if float_compare(self.best_case, self.commit, precision_digits=2) < 0:
            raise ValidationError(self.env._("The best case is at least what is committed."))
        self.line_id._override(self.commit, self.best_case, self.note)
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models


class CrmSalesIncentiveRun(models.TransientModel):
    """Draws up the statements of a period."""

    _name = "crm.sales.incentive.run"
    _description = "Draw Up Incentive Statements"

    scheme_id = fields.Many2one("crm.sales.incentive.scheme", required=True, ondelete="cascade")
    date = fields.Date(
        "Day in the Period",
        required=True,
        default=lambda self: self.env.company._crm_today().replace(day=1),
    )
    date_start = fields.Date("From", compute="_compute_dates")
    date_stop = fields.Date("Until", compute="_compute_dates")

    @api.depends("scheme_id", "date")
    def _compute_dates(self):
        for run in self:
            span = run.scheme_id._get_span(run.date) if run.scheme_id and run.date else None
            run.date_start = span and span.start
            run.date_stop = span and span.stop

    def action_run(self):
        """Draw them up and open them; confirmed ones stay."""
        self.ensure_one()
        self.scheme_id.check_access("write")
        statements = self.scheme_id._make_statements(self.date)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_incentive_statement_action"
        )
        return action | {"domain": [("id", "in", statements.ids)], "context": {}}

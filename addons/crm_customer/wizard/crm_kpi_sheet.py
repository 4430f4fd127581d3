from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.kpi.crm_kpi_goal import PERIODS
from ..tools.kpi.period import period_at


class CrmKpiSheet(models.TransientModel):
    """The performance sheet of a person: all goals that lie in a period, on paper."""

    _name = "crm.kpi.sheet"
    _description = "Performance Sheet"

    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    period = fields.Selection(
        [item for item in PERIODS if item[0] not in ("day", "rolling")],
        required=True,
        default="quarter",
    )
    date = fields.Date(
        "Day in the Period", required=True, default=lambda self: self.env.company._crm_today()
    )
    date_start = fields.Date("From", compute="_compute_dates")
    date_stop = fields.Date("Until", compute="_compute_dates")
    comment = fields.Text("Leader's Comment", help="Printed above the signatures.")
    goal_ids = fields.Many2many("crm.kpi.goal", compute="_compute_goal_ids", string="Goals")

    @api.depends("period", "date", "company_id")
    def _compute_dates(self):
        for sheet in self:
            span = None
            if sheet.period and sheet.date:
                setting = sheet.company_id._crm_period_setting()
                span = period_at(sheet.period, sheet.date, setting)
            sheet.date_start = span and span.start
            sheet.date_stop = span and span.stop

    @api.depends("user_id", "date_start", "date_stop", "company_id")
    def _compute_goal_ids(self):
        for sheet in self:
            sheet.goal_ids = self.env["crm.kpi.goal"].search(
                Domain("user_id", "=", sheet.user_id.id)
                & Domain("company_id", "=", sheet.company_id.id)
                & Domain("date_start", "<=", sheet.date_stop)
                & Domain("date_stop", ">=", sheet.date_start),
                order="date_start, kpi_id, id",
            )

    def action_print(self):
        """Print the sheet.

        :raise UserError: there is nothing to print
        """
        self.ensure_one()
        if not self.goal_ids:
            raise UserError(
                self.env._("%(person)s has no goals in this period.", person=self.user_id.name)
            )
        report = self.env.ref("crm_customer.crm_kpi_sheet_action_report")
        return report.report_action(self)

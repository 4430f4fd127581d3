from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds


class CrmServiceReport(models.TransientModel):
    """The service report of a customer: what was asked and solved in a period, on paper."""

    _name = "crm.service.report"
    _description = "Service Report"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        domain="['|', ('is_company', '=', True), ('parent_id', '=', False)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date("From", required=True, default=lambda self: self._last_month()[0])
    date_to = fields.Date("Until", required=True, default=lambda self: self._last_month()[1])
    comment = fields.Text(help="Printed above the list of tickets.")
    ticket_ids = fields.Many2many(
        "crm.service.ticket",
        compute="_compute_ticket_ids",
        string="Tickets",
        help="Opened or closed in the period, or open at its end.",
    )
    ticket_count = fields.Integer("Number of Tickets", compute="_compute_ticket_ids")

    @api.model
    def _last_month(self):
        """Return the first and the last day of last month."""
        first = self.env.company._crm_today().replace(day=1)
        return first - relativedelta(months=1), first - relativedelta(days=1)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for report in self:
            if report.date_from > report.date_to:
                raise ValidationError(self.env._("The period ends before it begins."))

    @api.depends("partner_id", "company_id", "date_from", "date_to")
    def _compute_ticket_ids(self):
        for report in self:
            domain = report._get_domain()
            report.ticket_ids = self.env["crm.service.ticket"].search(
                domain, order="date_opened, id"
            )
            report.ticket_count = len(report.ticket_ids)

    def _get_bounds(self):
        """Return the moments (from, before) of the period, in UTC."""
        return utc_bounds(Period(self.date_from, self.date_to), self.company_id._crm_tz())

    def _get_domain(self):
        if not (self.partner_id and self.date_from and self.date_to):
            return Domain.FALSE
        start, stop = self._get_bounds()
        customer = self.partner_id.commercial_partner_id
        return (
            Domain("commercial_partner_id", "=", customer.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date_opened", "<", stop)
            & (Domain("date_closed", "=", False) | Domain("date_closed", ">=", start))
        )

    def action_print(self):
        """Print the report.

        :return: the action of the PDF
        """
        self.ensure_one()
        return self.env.ref("crm_service.crm_service_report_action_pdf").report_action(self)

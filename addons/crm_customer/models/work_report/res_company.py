from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_work_report_day = fields.Boolean(
        "Daily Reports",
        help="Draft a daily report for each member of a sales team on working days, and remind "
        "of those that are not sent.",
    )
    crm_work_report_hour = fields.Float(
        "Drafted At", default=17.5, help="Hour of the day where the person is."
    )
    crm_work_report_reader_id = fields.Many2one(
        "res.users",
        "Reader of Work Reports",
        domain="[('share', '=', False)]",
        help="Reads the reports of people whose sales team has no leader, and of leaders.",
    )

    _crm_work_report_hour_valid = models.Constraint(
        "CHECK(crm_work_report_hour >= 0 AND crm_work_report_hour < 24)",
        "Daily reports are drafted at an hour from 0:00 to before 24:00.",
    )

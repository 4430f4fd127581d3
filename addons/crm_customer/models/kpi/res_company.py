from odoo import fields, models

from ...tools.kpi.period import Setting, day_at
from ...tools.work_calendar import WEEKDAYS


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_week_start = fields.Selection(
        WEEKDAYS,
        "Weeks Begin On",
        required=True,
        default="0",
        help="The first day of the weeks of goals, whatever the language of the reader.",
    )
    crm_kpi_tolerance = fields.Float(
        "At Risk Below",
        default=10.0,
        help="Percent behind what is due by now, from which a goal counts as at risk.",
    )

    _crm_kpi_tolerance_valid = models.Constraint(
        "CHECK(crm_kpi_tolerance >= 0 AND crm_kpi_tolerance < 100)",
        "The tolerance of goals is a percentage from 0 to below 100.",
    )

    def _crm_tz(self):
        """Return the name of the time zone by whose clock the days of this company end."""
        # sudo: where a company is, is no secret
        return self.sudo().resource_calendar_id.tz or "UTC"

    def _crm_today(self):
        return day_at(fields.Datetime.now(), self._crm_tz())

    def _crm_period_setting(self):
        """Return the ``Setting`` of the periods of this company."""
        company = self.sudo()
        end = (int(company.fiscalyear_last_month), company.fiscalyear_last_day)
        return Setting(int(company.crm_week_start or 0), end)

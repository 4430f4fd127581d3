from odoo import fields, models

from odoo.addons.crm_customer.tools.work_calendar import WEEKDAYS

PERIODS = [
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("fiscal_quarter", "Quarter of the Fiscal Year"),
]


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_forecast_period = fields.Selection(
        PERIODS,
        "Forecast For",
        required=True,
        default="quarter",
        help="The period that persons and teams forecast.",
    )
    crm_forecast_weekday = fields.Selection(
        WEEKDAYS,
        "Forecast Due On",
        default="4",
        help="The weekday by which a forecast is submitted; whoever has not is reminded on the "
        "working day before. Empty: once a period, without a reminder.",
    )

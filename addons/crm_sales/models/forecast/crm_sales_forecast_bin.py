from odoo import fields, models


class CrmSalesForecastBin(models.Model):
    """Of the deals with such a chance, how many were won: what was promised beside what came."""

    _name = "crm.sales.forecast.bin"
    _description = "Calibration of a Forecast"
    _order = "low, id"
    _log_access = False
    _rec_name = "low"

    model_id = fields.Many2one(
        "crm.sales.forecast.model", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="model_id.company_id", store=True)
    low = fields.Float("Chance From", readonly=True, digits=(16, 4), aggregator=None)
    high = fields.Float("To Below", readonly=True, digits=(16, 4), aggregator=None)
    count = fields.Integer("Opportunities", readonly=True)
    promised = fields.Float("Promised Share", readonly=True, digits=(16, 4), aggregator=None)
    won = fields.Float("Share Won", readonly=True, digits=(16, 4), aggregator=None)
    won_low = fields.Float(
        "Won at Least",
        readonly=True,
        digits=(16, 4),
        aggregator=None,
        help="The interval of Wilson: 95 of 100 such intervals hold the true share.",
    )
    won_high = fields.Float("Won at Most", readonly=True, digits=(16, 4), aggregator=None)
    holds = fields.Boolean(
        readonly=True, help="What was promised lies in the interval of what came."
    )

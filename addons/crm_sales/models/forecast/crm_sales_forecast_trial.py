from odoo import api, fields, models

METHODS = [
    ("model", "Model"),
    ("last", "Last period"),
    ("mean", "Mean of the last three"),
    ("season", "The same period a year ago"),
    ("committed", "Sum of what was committed"),
    ("host", "Revenue by probability"),
]


class CrmSalesForecastTrial(models.Model):
    """What a method said of a past period on its first day, and what came."""

    _name = "crm.sales.forecast.trial"
    _description = "Back-Test of a Forecast"
    _order = "date_start desc, sequence, id"
    _log_access = False

    model_id = fields.Many2one(
        "crm.sales.forecast.model", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="model_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_start = fields.Date("From", required=True, readonly=True)
    date_stop = fields.Date("Until", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    said = fields.Monetary(readonly=True, aggregator=None)
    low = fields.Monetary("At Least (80 %)", readonly=True, aggregator=None)
    high = fields.Monetary("At Most (80 %)", readonly=True, aggregator=None)
    came = fields.Monetary(readonly=True, aggregator=None)
    error = fields.Monetary("Wrong By", readonly=True, aggregator="avg")
    percent = fields.Float("Wrong By (%)", digits=(16, 1), readonly=True, aggregator="avg")

    @api.depends("method", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for trial in self:
            trial.display_name = f"{labels.get(trial.method)} {trial.date_start}"


class CrmSalesForecastScore(models.Model):
    """How wrong a method was over the periods that it knows."""

    _name = "crm.sales.forecast.score"
    _description = "Error of a Forecast Method"
    _order = "sequence, id"
    _log_access = False
    _rec_name = "method"

    model_id = fields.Many2one(
        "crm.sales.forecast.model", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="model_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    period_count = fields.Integer("Periods", readonly=True, aggregator=None)
    error = fields.Monetary("Mean Error", readonly=True, aggregator=None)
    percent = fields.Float(
        "Mean Error (%)",
        digits=(16, 1),
        readonly=True,
        aggregator=None,
        help="Mean absolute percentage error, of periods in which something came.",
    )
    is_compared = fields.Boolean(
        "Compared", readonly=True, help="It knows all periods that the model was asked for."
    )


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
    promised = fields.Float(readonly=True, digits=(16, 4), aggregator=None)
    won = fields.Float(readonly=True, digits=(16, 4), aggregator=None)
    won_low = fields.Float(
        "Won at Least",
        readonly=True,
        digits=(16, 4),
        aggregator=None,
        help="The interval of Wilson: 95 of 100 such intervals hold the true share.",
    )
    won_high = fields.Float("Won at Most", readonly=True, digits=(16, 4), aggregator=None)
    holds = fields.Boolean(
        "Holds", readonly=True, help="What was promised lies in the interval of what came."
    )

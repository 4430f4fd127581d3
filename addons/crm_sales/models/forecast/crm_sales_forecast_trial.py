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
    said = fields.Monetary("Predicted", readonly=True, aggregator=None)
    low = fields.Monetary("At Least (80 %)", readonly=True, aggregator=None)
    high = fields.Monetary("At Most (80 %)", readonly=True, aggregator=None)
    came = fields.Monetary("Actual", readonly=True, aggregator=None)
    error = fields.Monetary("Wrong By", readonly=True, aggregator="avg")
    percent = fields.Float("Wrong By (%)", digits=(16, 1), readonly=True, aggregator="avg")

    @api.depends("method", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for trial in self:
            trial.display_name = f"{labels.get(trial.method)} {trial.date_start}"

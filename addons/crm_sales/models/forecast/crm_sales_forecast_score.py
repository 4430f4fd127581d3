from odoo import fields, models

from .crm_sales_forecast_trial import METHODS


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

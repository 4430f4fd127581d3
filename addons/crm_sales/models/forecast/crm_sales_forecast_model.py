from odoo import api, fields, models
from odoo.tools import formatLang

from ...tools.forecast.backtest import FEWEST_PERIODS
from ...tools.forecast.learn import FEWEST_DEALS
from ...tools.forecast.odds import Model
from .crm_sales_forecast_trial import METHODS
from .res_company import PERIODS


class CrmSalesForecastModel(models.Model):
    """What the past of a company says of its open opportunities, and how well that has held.

    Fitted by a job. Figures of the whole company: for who sees all.
    """

    _name = "crm.sales.forecast.model"
    _description = "Forecast Model"
    _rec_name = "company_id"
    _order = "company_id, id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(PERIODS, "Period", required=True, readonly=True)
    date_fitted = fields.Datetime("Fitted On", readonly=True)
    # what it rests on
    deal_count = fields.Integer("Decided Opportunities", readonly=True)
    is_enough = fields.Boolean("Enough History", readonly=True)
    base = fields.Float("Share Won", readonly=True, digits=(16, 4), aggregator=None)
    points = fields.Json(readonly=True)
    # how well it holds
    brier = fields.Float(
        "Brier Score",
        readonly=True,
        digits=(16, 4),
        aggregator=None,
        help="Mean squared distance of the chances and what came; 0 is perfect.",
    )
    skill = fields.Float(
        "Skill Score",
        readonly=True,
        digits=(16, 4),
        aggregator=None,
        help="By which share the chances are better than the same chance for all; 0 or less: "
        "they know nothing.",
    )
    period_count = fields.Integer("Periods Compared", readonly=True)
    interval_count = fields.Integer(
        "In the Interval", readonly=True, help="Periods whose result lay in the 80 % interval."
    )
    best_naive = fields.Selection(METHODS, readonly=True)
    verdict = fields.Selection(
        [
            ("better", "Better than the simple methods"),
            ("worse", "Worse than a simple method"),
            ("unknown", "Not compared often enough"),
        ],
        required=True,
        readonly=True,
        default="unknown",
    )
    first_method = fields.Selection(
        METHODS, "Shown First", readonly=True, help="The method that was least wrong so far."
    )
    bin_ids = fields.One2many("crm.sales.forecast.bin", "model_id", "Calibration", readonly=True)
    trial_ids = fields.One2many("crm.sales.forecast.trial", "model_id", "Back-Test", readonly=True)
    score_ids = fields.One2many("crm.sales.forecast.score", "model_id", "Methods", readonly=True)
    statement = fields.Char("In a Sentence", compute="_compute_statement")

    _company_uniq = models.UniqueIndex("(company_id)")

    @api.depends("verdict", "is_enough", "deal_count", "period_count", "best_naive", "score_ids")
    @api.depends_context("lang")
    def _compute_statement(self):
        for model in self:
            model.statement = model._get_statement()

    def _get_statement(self):
        """Return what is to be thought of the model, in a sentence."""
        if not self.is_enough:
            return self.env._(
                "Too little history: %(count)s decided opportunities, %(needed)s are needed. Until "
                "then the model says nothing.",
                count=self.deal_count,
                needed=FEWEST_DEALS,
            )
        if self.verdict == "unknown":
            return self.env._(
                "Compared in %(count)s periods, %(needed)s are needed: not proven, therefore not "
                "shown first.",
                count=self.period_count,
                needed=FEWEST_PERIODS,
            )
        values = self._get_errors()
        if self.verdict == "worse":
            return self.env._(
                "The model is worse than “%(naive)s” (mean error %(model)s against %(best)s), "
                "therefore it is not shown first.",
                **values,
            )
        return self.env._(
            "The model is better than all simple methods; the best of them is “%(naive)s” (mean "
            "error %(model)s against %(best)s).",
            **values,
        )

    def _get_errors(self):
        errors = {score.method: score.error for score in self.score_ids}
        labels = dict(self._fields["best_naive"]._description_selection(self.env))
        return {
            "naive": labels.get(self.best_naive, ""),
            "model": formatLang(self.env, errors.get("model", 0.0), digits=0),
            "best": formatLang(self.env, errors.get(self.best_naive, 0.0), digits=0),
        }

    def _get_model(self):
        """Return the fitted ``Model``, or None with too little history."""
        if not self.is_enough or not self.points:
            return None
        kept = self.points
        return Model(
            base=self.base,
            points={(name, value): points for name, value, points in kept["points"]},
            factor=kept["factor"],
            shift=kept["shift"],
            count=self.deal_count,
        )

    def action_fit(self):
        """Fit it anew, now."""
        self.check_access("read")
        for model in self:
            # sudo: the job writes; whoever may read the figures may have them anew
            model.sudo()._fit(model.company_id)

    @api.model
    def open_page(self):
        """Open the model of the company; it is fitted if it is not there yet."""
        self.check_access("read")
        company = self.env.company
        # sudo: the job writes; what is shown is read as the reader
        model = self.sudo().search([("company_id", "=", company.id)]) or self.sudo()._fit(company)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_forecast_model_action"
        )
        return action | {"res_id": model.id}

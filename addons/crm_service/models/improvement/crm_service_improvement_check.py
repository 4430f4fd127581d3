from odoo import api, fields, models

from ...tools.improvement.verdict import ENDLESS
from .crm_service_improvement import EXPOSURES, MEASURES, VERDICTS


class CrmServiceImprovementCheck(models.Model):
    """What was compared once, and what came out: a log that nobody changes."""

    _name = "crm.service.improvement.check"
    _description = "Improvement Check"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "improvement_id"

    improvement_id = fields.Many2one(
        "crm.service.improvement", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="improvement_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="improvement_id.user_id", string="Product Manager", store=True, precompute=True
    )
    date = fields.Datetime("Checked On", required=True, readonly=True)
    # what was compared
    measure = fields.Selection(MEASURES, "Measured By", required=True, readonly=True)
    kpi_id = fields.Many2one("crm.kpi", "KPI", readonly=True, ondelete="set null")
    exposure = fields.Selection(EXPOSURES, "Counted", readonly=True)
    date_released = fields.Date("Released On", required=True, readonly=True)
    date_from = fields.Date("Compared From", required=True, readonly=True)
    date_to = fields.Date("Compared Until", required=True, readonly=True)
    # what came out
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    before = fields.Float(readonly=True, aggregator=None)
    after = fields.Float(readonly=True, aggregator=None)
    before_count = fields.Integer(
        "Number Before", readonly=True, help="Tickets, or days with a figure."
    )
    after_count = fields.Integer(
        "Number After", readonly=True, help="Tickets, or days with a figure."
    )
    effect = fields.Float(
        readonly=True,
        aggregator=None,
        help="Ticket rate: after divided by before. KPI: after less before.",
    )
    low = fields.Float("At Least", readonly=True, aggregator=None)
    high = fields.Float("At Most", readonly=True, aggregator=None)
    confidence = fields.Float(readonly=True, aggregator=None)
    range_text = fields.Char(
        "Range of the Effect",
        compute="_compute_range_text",
        help='Holds the true effect with the confidence named; where "no change" lies in it, '
        "nothing is said to be better or worse.",
    )
    is_target_reached = fields.Boolean("Target Reached", readonly=True)

    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("measure", "low", "high", "effect")
    @api.depends_context("lang")
    def _compute_range_text(self):
        for check in self:
            low, effect = check._say(check.low), check._say(check.effect)
            high = "∞" if check.high >= ENDLESS else check._say(check.high)
            check.range_text = f"{effect} ({low} … {high})"

    def _say(self, value):
        """Return the ratio as a change in percent, the difference with its sign."""
        if self.measure == "tickets":
            return "∞" if value >= ENDLESS else f"{100 * (value - 1):+.0f} %"
        return f"{value:+.3g}"

    @api.model
    def _append_only_message(self):
        return self.env._("What was compared is never changed: verify the improvement again.")

    def action_open_improvement(self):
        """Open the improvement that was verified."""
        return self.improvement_id._get_records_action()

from odoo import api, fields, models

from ..touchpoint.crm_sales_touchpoint import CHANNELS, SELLERS

STATUSES = [("won", "Won"), ("lost", "Lost")]
DIRECT = "direct"


class CrmSalesAttributionJourney(models.Model):
    """What happened before an opportunity was decided: by which channels, in which order.

    Computed from the touchpoints of the opportunity, its contact and the company of the
    contact within the look-back window before the decision. Written by the system alone.
    """

    _name = "crm.sales.attribution.journey"
    _description = "Path to a Decision"
    _order = "date desc, id desc"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        readonly=True,
        groups=SELLERS,
    )
    status = fields.Selection(STATUSES, required=True, readonly=True)
    date = fields.Datetime("Decided On", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    revenue = fields.Monetary(readonly=True, help="Of what was won; 0 of what was lost.")
    touch_count = fields.Integer("Touchpoints", readonly=True, aggregator="avg")
    days = fields.Float(
        readonly=True, aggregator="avg", help="From the first touch to the decision."
    )
    path = fields.Char(
        "Channels", readonly=True, help="In order; one that follows itself is told once."
    )
    path_text = fields.Char("Path", compute="_compute_path_text")
    credit_ids = fields.One2many("crm.sales.attribution.credit", "journey_id", "Credits")
    campaigns = fields.Char(
        readonly=True, help="Numbers of the campaigns in order, 0 for a touch without one."
    )
    changed_on = fields.Datetime("Computed On", required=True, readonly=True)

    _lead_there = models.Constraint(
        "CHECK(lead_id IS NOT NULL)", "A path is that of an opportunity."
    )
    _lead_uniq = models.UniqueIndex("(lead_id)", "An opportunity has one path.")
    _order_idx = models.Index("(date DESC, id DESC)")
    _company_idx = models.Index("(company_id, date) INCLUDE (status)")

    @api.depends("path")
    @api.depends_context("lang")
    def _compute_path_text(self):
        for journey in self:
            journey.path_text = self._tell_path(journey.path)

    @api.depends("path", "status")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for journey in self:
            journey.display_name = journey.path_text

    @api.model
    def _tell_path(self, path):
        """Return a path in words."""
        labels = dict(
            self.env["crm.sales.touchpoint"]._fields["channel"]._description_selection(self.env)
        )
        if not path:
            return self.env._("Direct or unknown")
        return " → ".join(labels.get(step, step) for step in path.split(">"))

    def action_open_lead(self):
        """Open the opportunity."""
        return self.lead_id._get_records_action()


CREDIT_CHANNELS = [*CHANNELS, (DIRECT, "Direct or Unknown")]

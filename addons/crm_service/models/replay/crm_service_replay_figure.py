from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class CrmServiceReplayFigure(models.Model):
    """Service levels of a policy in a month, as they are and as they would be."""

    _name = "crm.service.replay.figure"
    _description = "Figures of a What-If Replay"
    _order = "sla_id, month, id"
    _log_access = False

    replay_id = fields.Many2one(
        "crm.service.replay", required=True, ondelete="cascade", readonly=True, index=True
    )
    sla_id = fields.Many2one(
        "crm.service.sla", "Policy", required=True, ondelete="cascade", readonly=True
    )
    month = fields.Date(readonly=True, help="Its first day; empty: the whole period.")
    period = fields.Char(compute="_compute_period")
    ticket_count = fields.Integer("Tickets", readonly=True)
    # as it is
    met_count = fields.Integer("Met", readonly=True)
    breached_count = fields.Integer("Breached", readonly=True)
    warned_count = fields.Integer("Warned", readonly=True)
    rate = fields.Float("Kept", readonly=True, help="Met ones of those that are decided.")
    rate_low = fields.Float("Kept: Low", readonly=True)
    rate_high = fields.Float("Kept: High", readonly=True)
    rate_range = fields.Char("Range", compute="_compute_ranges", help="95 % range (Wilson).")
    median_hours = fields.Float("Median", readonly=True, help="In working hours.")
    # as it would be
    new_met_count = fields.Integer("New Met", readonly=True)
    new_breached_count = fields.Integer("New Breached", readonly=True)
    new_warned_count = fields.Integer("New Warned", readonly=True)
    new_rate = fields.Float("New Kept", readonly=True)
    new_rate_low = fields.Float("New Kept: Low", readonly=True)
    new_rate_high = fields.Float("New Kept: High", readonly=True)
    new_rate_range = fields.Char("New Range", compute="_compute_ranges")
    new_median_hours = fields.Float("New Median", readonly=True)

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_period(self):
        for figure in self:
            figure.period = (
                format_date(self.env, figure.month, date_format=self.env._("MMMM yyyy"))
                if figure.month
                else self.env._("Whole Period")
            )

    @api.depends("rate_low", "rate_high", "new_rate_low", "new_rate_high")
    def _compute_ranges(self):
        for figure in self:
            figure.rate_range = self._say_range(
                figure.rate_low, figure.rate_high, figure.met_count + figure.breached_count
            )
            figure.new_rate_range = self._say_range(
                figure.new_rate_low,
                figure.new_rate_high,
                figure.new_met_count + figure.new_breached_count,
            )

    @api.model
    def _say_range(self, low, high, decided):
        return f"{low * 100:.0f}–{high * 100:.0f}%" if decided else "–"

    def action_view_changed(self):
        """Open the tickets of the policy and month with another verdict."""
        self.ensure_one()
        domain = Domain("sla_id", "=", self.sla_id.id)
        if self.month:
            domain &= Domain("month", "=", self.month)
        return self.replay_id.ticket_ids.filtered_domain(domain)._view_tickets()

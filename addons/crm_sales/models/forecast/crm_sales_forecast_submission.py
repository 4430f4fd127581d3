from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...tools.forecast.changes import compare

# opportunities that are named; the rest is counted
NAMED = 8


class CrmSalesForecastSubmission(models.Model):
    """What was said at a moment, and what the opportunities said then. It is never changed."""

    _name = "crm.sales.forecast.submission"
    _description = "Submission to a Forecast"
    _order = "date desc, id desc"

    line_id = fields.Many2one(
        "crm.sales.forecast.line", "Of", required=True, readonly=True, ondelete="cascade"
    )
    forecast_id = fields.Many2one(related="line_id.forecast_id", store=True, index=True)
    company_id = fields.Many2one(related="line_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one(related="line_id.team_id")
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    kind = fields.Selection(
        [("submit", "Submitted"), ("override", "Overridden")], required=True, readonly=True
    )
    date = fields.Datetime("Date and Time", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="set null")
    # what was said
    commit = fields.Monetary(readonly=True, aggregator=None)
    best_case = fields.Monetary(readonly=True, aggregator=None)
    note = fields.Text(readonly=True)
    # what the facts said
    amount_closed = fields.Monetary("Closed So Far", readonly=True, aggregator=None)
    amount_commit = fields.Monetary("Open, Commit", readonly=True, aggregator=None)
    amount_best_case = fields.Monetary("Open, Best Case", readonly=True, aggregator=None)
    amount_pipeline = fields.Monetary("Open, Pipeline", readonly=True, aggregator=None)
    parts_commit = fields.Monetary("Commit of the Parts", readonly=True, aggregator=None)
    parts_best_case = fields.Monetary("Best Case of the Parts", readonly=True, aggregator=None)
    leads = fields.Json(readonly=True)
    # what changed since the one before
    previous_id = fields.Many2one(
        "crm.sales.forecast.submission", "Before", compute="_compute_changes"
    )
    commit_change = fields.Monetary("Commit Changed By", compute="_compute_changes")
    entered_count = fields.Integer("Moved In", compute="_compute_changes")
    left_count = fields.Integer("Moved Out", compute="_compute_changes")
    changed_count = fields.Integer("Changed Otherwise", compute="_compute_changes")
    changes = fields.Html("Changes Since Then", compute="_compute_changes_text", sanitize=False)

    _number_uniq = models.UniqueIndex("(line_id, number)")
    _order_idx = models.Index("(date DESC, id DESC)")

    @api.depends("line_id", "number")
    def _compute_display_name(self):
        for submission in self:
            submission.display_name = f"{submission.line_id.display_name} #{submission.number}"

    @api.depends("line_id", "kind", "number", "leads", "commit")
    def _compute_changes(self):
        history = self.search_fetch(
            [("line_id", "in", self.line_id.ids)], ["line_id", "kind", "number", "commit"]
        )
        before = {}
        last = {}
        for submission in history.sorted(lambda each: (each.line_id.id, each.number)):
            key = submission.line_id, submission.kind
            before[submission] = last.get(key, self.browse())
            last[key] = submission
        for submission in self:
            previous = before.get(submission._origin, self.browse())
            changes = submission._get_changes(previous)
            submission.previous_id = previous
            submission.commit_change = submission.commit - previous.commit if previous else 0
            submission.entered_count = len(changes.entered) if previous else 0
            submission.left_count = len(changes.left) if previous else 0
            submission.changed_count = len(changes.changed) if previous else 0

    def _get_changes(self, previous):
        return compare(_deals(previous), _deals(self))

    @api.depends("previous_id")
    @api.depends_context("lang", "uid")
    def _compute_changes_text(self):
        """Name the opportunities that the reader may read, with what they were and are worth."""
        for submission in self:
            previous = submission.previous_id
            if not previous:
                submission.changes = self.env._("This is the first one.")
                continue
            changes = submission._get_changes(previous)
            blocks = [
                submission._get_block(self.env._("Moved in"), changes.entered, previous),
                submission._get_block(self.env._("Moved out"), changes.left, previous),
                submission._get_block(
                    self.env._("Otherwise than before"), changes.changed, previous
                ),
            ]
            submission.changes = Markup().join(blocks) or self.env._("No opportunity moved.")

    def _get_block(self, title, numbers, previous):
        if not numbers:
            return Markup()
        leads = self.env["crm.lead"].with_context(active_test=False)
        readable = leads.search([("id", "in", numbers[:NAMED])])
        names = {lead.id: lead.display_name for lead in readable}
        items = [
            Markup("<li>%s: %s</li>") % (names[number], self._get_move(number, previous))
            for number in numbers[:NAMED]
            if number in names
        ]
        hidden = len(numbers) - len(items)
        if hidden:
            items.append(Markup("<li>%s</li>") % self.env._("and %(count)s more", count=hidden))
        return Markup("<strong>%s (%s)</strong><ul>%s</ul>") % (
            title,
            len(numbers),
            Markup().join(items),
        )

    def _get_move(self, number, previous):
        labels = dict(
            self.env["crm.lead"]._fields["crm_forecast_category"]._description_selection(self.env)
        )
        told = [
            f"{labels.get(deal[0], deal[0])} " + format_amount(self.env, deal[1], self.currency_id)
            for deal in (_deals(previous).get(number), _deals(self).get(number))
            if deal
        ]
        return " → ".join(told)

    def write(self, vals):
        self.check_access("write")
        if self:
            raise UserError(self.env._("What was submitted stays as it was. Submit again."))
        return super().write(vals)

    def action_open_entered(self):
        """Open the opportunities that moved in."""
        return self._open_deals(self._get_changes(self.previous_id).entered)

    def action_open_left(self):
        """Open the opportunities that moved out."""
        return self._open_deals(self._get_changes(self.previous_id).left)

    def action_open_changed(self):
        """Open the opportunities of another category or amount."""
        return self._open_deals(self._get_changes(self.previous_id).changed)

    def action_open_all(self):
        """Open the opportunities that were in the forecast."""
        return self._open_deals(tuple(_deals(self)))

    def _open_deals(self, numbers):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_action_pipeline")
        return action | {
            "name": self.display_name,
            "domain": [("id", "in", numbers)],
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "context": {"active_test": False},
        }


def _deals(submission):
    """Return ``{opportunity: (category, amount)}`` by ids."""
    return {int(number): tuple(deal) for number, deal in (submission.leads or {}).items()}

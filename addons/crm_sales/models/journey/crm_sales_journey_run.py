from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

STATES = [("waiting", "On the Way"), ("done", "Came to the End"), ("left", "Left")]
REASONS = [
    ("reply", "Answered"),
    ("order", "Ordered"),
    ("segment", "Left the Segment"),
    ("consent", "No Consent"),
    ("gone", "Contact Archived"),
    ("stopped", "Taken Out by Hand"),
    ("ended", "Journey Ended"),
    ("moved", "Step No Longer There"),
    ("merged", "Contact Merged"),
]
SELLERS = "sales_team.group_sale_salesman"


class CrmSalesJourneyRun(models.Model):
    """One participant of a journey: how far, until when, and how it ended.

    Written by the journey and its buttons alone.
    """

    _name = "crm.sales.journey.run"
    _description = "Participant of a Journey"
    _inherit = ["crm.retention.mixin"]
    _order = "id desc"
    _kept_parameter = "crm_sales.journey_days"
    _kept_default = 1095

    journey_id = fields.Many2one(
        "crm.sales.journey", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="journey_id.company_id", store=True)
    version = fields.Integer(required=True, readonly=True, help="Of the steps.")
    turn = fields.Integer("Entry No.", required=True, default=1, readonly=True)
    # who
    partner_id = fields.Many2one(
        "res.partner", "Contact", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    lead_id = fields.Many2one(
        "crm.lead", readonly=True, ondelete="cascade", index="btree_not_null", groups=SELLERS
    )
    order_id = fields.Many2one(
        "sale.order", readonly=True, ondelete="set null", index="btree_not_null", groups=SELLERS
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        compute="_compute_user_id",
        compute_sudo=True,
        store=True,
        index=True,
    )
    # how far
    step_id = fields.Many2one(
        "crm.sales.journey.step", "At Step", readonly=True, index=True, ondelete="restrict"
    )
    date_entered = fields.Datetime("Entered On", required=True, readonly=True)
    date_since = fields.Datetime("At Step Since", required=True, readonly=True)
    date_due = fields.Datetime("Goes On", readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="waiting")
    reason = fields.Selection(REASONS, "Why Left", readonly=True)
    date_end = fields.Datetime("Ended On", readonly=True)
    date_goal = fields.Datetime("Goal Reached On", readonly=True)
    event_ids = fields.One2many("crm.sales.journey.event", "run_id", "What Happened")

    _who = models.Constraint(
        "CHECK(partner_id IS NOT NULL OR lead_id IS NOT NULL)",
        "A participant is a contact or a lead.",
    )
    _waiting_due = models.Constraint(
        "CHECK(state != 'waiting' OR date_due IS NOT NULL)", "Who waits waits until a moment."
    )
    # nobody is in a journey twice at once, nor enters twice for one time
    _waiting_uniq = models.UniqueIndex(
        "(journey_id, partner_id) WHERE state = 'waiting' AND partner_id IS NOT NULL"
    )
    _turn_uniq = models.UniqueIndex("(journey_id, partner_id, turn) WHERE partner_id IS NOT NULL")
    _lead_turn_uniq = models.UniqueIndex("(journey_id, lead_id, turn) WHERE partner_id IS NULL")
    _due_idx = models.Index("(date_due, id) WHERE state = 'waiting'")
    _journey_idx = models.Index("(journey_id, state, id DESC)")
    _state_idx = models.Index("(state, id DESC)")
    _goal_idx = models.Index("(journey_id, date_entered) WHERE date_goal IS NULL")

    @api.depends("partner_id.user_id", "lead_id.user_id")
    def _compute_user_id(self):
        for run in self:
            run.user_id = run.partner_id.user_id or run.lead_id.user_id

    @api.depends("journey_id", "partner_id", "lead_id")
    def _compute_display_name(self):
        for run in self:
            # sudo: the names alone
            who = run.sudo().partner_id.display_name or run.sudo().lead_id.name or ""
            run.display_name = f"{run.sudo().journey_id.name or ''}: {who}"

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A participant is moved by the journey alone."))
        return super().write(vals)

    @api.model
    def _sql_expired(self, limit):
        return SQL("state != 'waiting' AND date_end < %s", limit)

    # who it is
    def _get_document(self, model):
        """Return the record of ``model`` that stands for the participant, empty without one."""
        self.ensure_one()
        return {
            "res.partner": self.partner_id,
            "crm.lead": self.lead_id,
            "sale.order": self.order_id,
        }[model]

    def _get_main_document(self):
        """Return what activities are planned on: the order, the lead or the contact."""
        self.ensure_one()
        return self.order_id or self.lead_id or self.partner_id

    def _get_person(self):
        """Return the key of the person: of a contact, or a negative one of a lead."""
        return self.partner_id.id or -self.lead_id.id

    # moving
    def _log(self, kind, step=None, details=None, **values):
        """Write what happened to these; ``details`` by id."""
        now = fields.Datetime.now()
        return self.env["crm.sales.journey.event"].create(
            [
                {
                    "run_id": run.id,
                    "kind": kind,
                    "date": now,
                    "step_id": step.id if step else False,
                    "detail": (details or {}).get(run.id, False),
                    **values,
                }
                for run in self
            ]
        )

    def _leave(self, reason):
        """Let these leave for ``reason``; they stay where they are seen to have left."""
        if not self:
            return
        now = fields.Datetime.now()
        self.write({"state": "left", "reason": reason, "date_end": now, "date_due": False})
        words = dict(self._fields["reason"]._description_selection(self.env))[reason]
        self._log("left", details=dict.fromkeys(self.ids, words))

    def _finish(self):
        """Let these come to the end."""
        if self:
            now = fields.Datetime.now()
            self.write({"state": "done", "date_end": now, "date_due": False, "step_id": False})
            self._log("done")

    def _go_to(self, step_id):
        now = fields.Datetime.now()
        self.write({"step_id": step_id, "date_since": now, "date_due": now})

    # buttons
    def action_stop(self):
        """Take these out of their journey."""
        self.journey_id.check_access("write")
        # sudo: checked above; whoever may change the journey may take somebody out
        self.sudo().filtered(lambda run: run.state == "waiting")._leave("stopped")

    def action_open_document(self):
        self.ensure_one()
        return (self.order_id or self.lead_id or self.partner_id)._get_records_action()

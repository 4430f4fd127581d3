from odoo import fields, models

from ...tools.approval import engine

STEP_STATES = [
    ("waiting", "Not Asked Yet"),
    ("open", "Asked"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("closed", "Not Needed"),
]


class CrmApprovalStep(models.Model):
    """A step of one request, as the rule said when it was asked; written by the request."""

    _name = "crm.approval.step"
    _description = "Step of an Approval"
    _order = "approval_id, sequence, id"

    approval_id = fields.Many2one(
        "crm.approval", required=True, readonly=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, readonly=True)
    sequence = fields.Integer("Step Order", readonly=True)
    needed = fields.Integer(
        "Approvals Needed", readonly=True, help="So many different people; 0: all who are asked."
    )
    days = fields.Integer("Working Days", readonly=True)
    state = fields.Selection(STEP_STATES, required=True, readonly=True, default="waiting")
    date_start = fields.Datetime("Asked On", readonly=True)
    date_deadline = fields.Date("Deadline", readonly=True)
    date_escalated = fields.Datetime("Escalated On", readonly=True)
    escalation_user_ids = fields.Many2many(
        "res.users", "crm_approval_step_escalation_rel", string="Escalates To", readonly=True
    )
    line_ids = fields.One2many("crm.approval.line", "step_id", "Decisions", readonly=True)

    def _to_engine(self):
        """Return these as the steps of the pure engine."""
        return tuple(
            engine.Step(
                step.id,
                step.sequence,
                tuple(
                    engine.Seat(
                        line.id,
                        line.user_id.id,
                        line.decision or None,
                        line.decided_by_id.id,
                        line.is_escalation,
                    )
                    for line in step.line_ids
                ),
                step.needed,
            )
            for step in self
        )

    def _set_open(self, keys):
        """Ask the steps with these ids from now on; the decided ones get their state."""
        now = fields.Datetime.now()
        for step, plain in zip(self, self._to_engine(), strict=True):
            outcome = engine.step_result(plain)
            if outcome != engine.PENDING:
                step.state = outcome
            elif step.id in keys and step.state == "waiting":
                step.write(
                    {"state": "open", "date_start": now, "date_deadline": step._get_deadline()}
                )

    def _get_deadline(self):
        """Return the last day to decide for who is asked now, None without a deadline."""
        company = self.approval_id.company_id
        calendar = self.env["crm.workday"]._compiled(company)
        return engine.deadline(self.approval_id._get_today(), self.days, calendar.add_working_days)

    def _close(self):
        """Nobody is asked any more."""
        for step, plain in zip(self, self._to_engine(), strict=True):
            outcome = engine.step_result(plain)
            step.state = "closed" if outcome == engine.PENDING else outcome

    def _escalate(self):
        """Let those decide to whom the steps escalate, with as many days again."""
        now = fields.Datetime.now()
        for step in self:
            people = step.escalation_user_ids.filtered("active")
            step.write(
                {
                    "date_escalated": now,
                    "date_deadline": step._get_deadline() if people else step.date_deadline,
                    "line_ids": [
                        fields.Command.create({"user_id": user.id, "is_escalation": True})
                        for user in people
                    ],
                }
            )
            step.approval_id._log("escalated", lines=step.line_ids, users=people)

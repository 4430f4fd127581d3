from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.improvement import steps

KIND = "improvement_decision"
# nobody can send this one over RPC
VERIFYING = object()


class CrmServiceImprovement(models.Model):
    """The steps of an improvement: by button, kanban or RPC, each wants what it needs."""

    _inherit = "crm.service.improvement"

    next_state = fields.Char(compute="_compute_next")
    missing_text = fields.Text("Still Missing", compute="_compute_next")
    may_improve = fields.Boolean(compute="_compute_may_improve")

    # what is to be approved
    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Improvement")}

    def _approval_watched_fields(self, kind):
        names = super()._approval_watched_fields(kind)
        return ("decision", "effort_days") if kind == KIND else names

    def _approval_amount(self, kind, values):
        amount, currency = super()._approval_amount(kind, values)
        # days have no currency
        return (values["effort_days"], currency.browse()) if kind == KIND else (amount, currency)

    def _approval_summary(self, kind, values):
        if kind != KIND:
            return super()._approval_summary(kind, values)
        return self.env._(
            "%(improvement)s: %(days)s working days",
            improvement=self.display_name,
            days=f"{values['effort_days']:g}",
        )

    def action_request_decision(self):
        """Ask for the approval of doing it, where a rule wants one.

        :raise UserError: nothing is decided
        """
        self.ensure_one()
        self._check_may_improve()
        if self.decision != steps.DO:
            raise UserError(self.env._("Choose “Do It” as the decision first."))
        approval = self._approval_require(KIND)
        if approval is not True:
            return approval.with_env(self.env)._get_records_action()
        message = self.env._("This decision needs no further approval.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success"},
        }

    # what is missing
    @api.depends_context("uid")
    def _compute_may_improve(self):
        self.may_improve = self.env.user.has_group("crm_service.group_improvement")

    @api.depends("state", "decision", "measure", "kpi_id", "category_id", "product_ids")
    @api.depends(
        "answer",
        "cause_id",
        "decision_reason",
        "problem",
        "quarter",
        "responsible_id",
        "user_id",
    )
    def _compute_next(self):
        for improvement in self:
            target = steps.target_of(improvement.state, improvement.decision)
            improvement.next_state = target
            improvement.missing_text = improvement._say_missing(improvement.state, target)

    def _say_missing(self, old, new):
        """Return the labels of what must be entered to go from ``old`` to ``new``."""
        values = {name: self[name] for names in steps.NEEDS.values() for name in names}
        values |= {"kpi_id": self.kpi_id, "scope": self.category_id or self.product_ids}
        missing = steps.needs_of(old, new, values) if new else []
        # a rate of tickets is one of a category, or of products
        names = ["category_id" if name == "scope" else name for name in missing]
        labels = self.fields_get(names, ["string"]) if names else {}
        return ", ".join(labels[name]["string"] for name in names)

    # moving
    def write(self, vals):
        before = {improvement: improvement.state for improvement in self}
        result = super().write(vals)
        if "state" in vals:
            for improvement, state in before.items():
                if improvement.state != state:
                    improvement._note_move(state)
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """What is entered begins at the beginning; the past comes from the system alone."""
        improvements = super().create(vals_list)
        if not self.env.su and set(improvements.mapped("state")) - {steps.PROPOSED}:
            raise UserError(self.env._("An improvement begins as a proposal."))
        return improvements

    def _note_move(self, old):
        """Check a move that has been written, and date it.

        :raise UserError: the step does not follow, or something is missing
        """
        self._check_move(old)
        # sudo: these dates are the system's
        improvement = self.sudo()
        today = self.company_id._crm_today()
        if self.state in (steps.DECIDED, steps.DECLINED):
            improvement.write({"decided_by_id": self.env.uid, "date_decided": today})
        if self.state == steps.RELEASED:
            improvement._plan_check(improvement.date_released or today)
        elif self.state != steps.VERIFIED:
            improvement.write({"date_released": False, "date_check": False, "verdict": False})

    def _check_move(self, old):
        if not self.env.su:
            self._check_may_improve()
        names = dict(self._fields["state"]._description_selection(self.env))
        if not steps.can_move(old, self.state):
            raise UserError(
                self.env._(
                    "%(improvement)s cannot go from %(old)s to %(new)s.",
                    improvement=self.display_name,
                    old=names[old],
                    new=names[self.state],
                )
            )
        self._check_complete(old, names)
        if self.state == steps.DECIDED and self.decision == steps.DO and old == steps.ANALYSED:
            self._approval_check(KIND, how=self.env._("Use “Request Approval”."))
        if self.state == steps.PROGRESS and self.decision != steps.DO:
            raise UserError(self.env._("Only what is decided to be done is begun."))
        if self.state == steps.VERIFIED:
            self._check_verified()

    @api.model
    def _check_may_improve(self):
        """:raise AccessError: the user does not decide on improvements"""
        if not self.env.user.has_group("crm_service.group_improvement"):
            raise AccessError(
                self.env._("Product managers and service managers decide on improvements.")
            )

    def _check_complete(self, old, names):
        if missing := self._say_missing(old, self.state):
            raise UserError(
                self.env._(
                    "%(improvement)s: before the stage %(stage)s please enter: %(fields)s",
                    improvement=self.display_name,
                    stage=names[self.state],
                    fields=missing,
                )
            )

    def _check_verified(self):
        if self.env.context.get("crm_service_verifying") is not VERIFYING:
            raise UserError(
                self.env._(
                    "The figures verify an improvement: use “Verify Now”, or “Accept Without "
                    "Verdict” where they are too few."
                )
            )

    # buttons
    def action_next(self):
        """Go on to the next step.

        :raise UserError: something is missing
        """
        for improvement in self:
            target = steps.target_of(improvement.state, improvement.decision)
            if not target:
                raise UserError(
                    self.env._("It is decided for later: choose “Do It” to begin with it.")
                )
            improvement.state = target

    def action_decline(self):
        """Say that it is not done."""
        for improvement in self:
            improvement.write({"decision": steps.NOT, "state": steps.DECLINED})

    def action_reopen(self):
        """Look at the problem once more."""
        for improvement in self:
            is_declined = improvement.state == steps.DECLINED
            improvement.state = steps.PROPOSED if is_declined else steps.ANALYSED

    def action_accept(self):
        """Close what was released though the figures are too few for a verdict."""
        self._check_may_improve()
        for improvement in self:
            if improvement.state != steps.RELEASED or improvement.verdict != "early":
                raise UserError(self.env._("Only what has been verified without a verdict yet."))
            improvement._close_verified()
            improvement.message_post(body=self.env._("Accepted without a verdict."))

    def _close_verified(self):
        # sudo: figures, or who may decide, close it; the date is the system's
        self.sudo().with_context(crm_service_verifying=VERIFYING).write(
            {"state": steps.VERIFIED, "date_check": False}
        )

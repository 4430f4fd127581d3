from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, float_compare

from .crm_sales_forecast import LOCKING
from .crm_sales_forecast_line import LIVE

MANAGER = "crm_sales.group_sales_manager"
# what a person enters; all else is written by the buttons
ENTERED = {"commit", "best_case", "note", "own_commit", "own_best_case", "has_own"}


class CrmSalesForecastLine(models.Model):
    """Submitting, rolling up, overriding and locking: who may what, and never twice at once."""

    _inherit = "crm.sales.forecast.line"

    @api.depends("breakdown", "is_locked", "submission_count", "date_submitted")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for line in self:
            line.can_submit = line._may_submit()
            line.can_override = line._may_override()
            line.next_step = line._get_next_step()

    def _get_next_step(self):
        if self.is_locked:
            return False
        if self.breakdown == "user":
            is_new = self.is_missing or not self.submission_count
            return "submit" if self.can_submit and is_new else False
        if not self.can_submit:
            return False
        return "lock" if self.submission_count else "roll_up"

    # who may what
    def _is_manager(self):
        return self.env.su or self.env.user.has_group(MANAGER)

    def _leads_team(self):
        # sudo: who leads a team is no secret
        return self.env.user == self.sudo().team_id.user_id

    def _may_submit(self):
        """A person the own figures, a leader those of the team, a manager those of the company."""
        if self.is_locked:
            return False
        if self.breakdown == "user":
            return self.sudo().user_id == self.env.user
        if self.breakdown == "team":
            return self._leads_team() or self._is_manager()
        return self._is_manager()

    def _may_override(self):
        """The leader the figures of the team's persons, a manager those of all; nobody the own."""
        if self.is_locked or self.breakdown == "company":
            return False
        if self.sudo().user_id == self.env.user:
            return False
        return self._is_manager() or (self.breakdown == "user" and self._leads_team())

    def _check_open(self):
        """:raise UserError: a line is locked, or its forecast is"""
        for line in self.sudo():  # sudo: whether it is locked does not depend on who asks
            if line.is_locked or line.forecast_id.state == "locked":
                raise UserError(
                    self.env._(
                        "The forecast of %(whose)s for %(period)s is locked: nobody changes it "
                        "any more.",
                        whose=line.display_name,
                        period=line.forecast_id.name,
                    )
                )

    # CRUD
    def write(self, vals):
        if self.env.context.get("crm_forecast_locking") is LOCKING:
            return super().write(vals)
        self._check_open()
        if not self.env.su:
            self._check_entered(vals)
        return super().write(vals)

    def _check_entered(self, vals):
        names = {name for name in vals if not name.startswith(("activity_", "message_"))}
        if names - ENTERED:
            raise AccessError(
                self.env._("Own figures and a note are entered; all else is done by the buttons.")
            )
        for line in self:
            if names and not line._may_submit():
                raise AccessError(
                    self.env._(
                        "The figures of %(whose)s are entered by nobody else. Override them, which "
                        "leaves them to be seen.",
                        whose=line.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        self._check_open()

    # submitting
    def action_submit(self):
        """Submit the figures as they are: they count from now on, and stay in the history.

        :raise UserError: it is locked
        :raise AccessError: they are of somebody else
        """
        for line in self:
            line._lock_row()
            line._check_open()
            if not line._may_submit():
                raise AccessError(
                    self.env._("%(whose)s submits the own forecast.", whose=line.display_name)
                )
            line._submit()
        return True

    def _lock_row(self):
        """Let the second of two that submit or lock at once wait, and then begin anew."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL("SELECT id FROM crm_sales_forecast_line WHERE id = %s FOR UPDATE", self.id)
        )
        self.invalidate_recordset()

    def _submit(self):
        if float_compare(self.best_case, self.commit, precision_digits=2) < 0:
            raise ValidationError(
                self.env._(
                    "The best case is at least what is committed; raise it, or commit to less."
                )
            )
        moment = fields.Datetime.now()
        line = self.sudo()  # sudo: the history is written by the system alone
        values = line._prepare_submission("submit", moment)
        is_said = self.breakdown == "user" or self.has_own
        line.write(
            {
                "said_commit": self.commit,
                "said_best_case": self.best_case,
                "is_said": is_said,
                "date_submitted": moment,
                "submission_count": self.submission_count + 1,
                "first_commit": self.first_commit if self.submission_count else self.commit,
            }
        )
        self.env["crm.sales.forecast.submission"].sudo().create(values)
        line._end_reminders()
        self._forget_figures()

    def _forget_figures(self):
        """What one says changes what counts above."""
        self.env[self._name].invalidate_model()

    def _prepare_submission(self, kind, moment, **values):
        """Return the values of what is written down of this moment."""
        return {
            "line_id": self.id,
            "number": len(self.submission_ids) + 1,
            "kind": kind,
            "date": moment,
            "user_id": self.env.uid,
            "commit": self.commit,
            "best_case": self.best_case,
            "note": self.note,
            "leads": {str(lead): deal for lead, deal in self._get_leads().items()},
            **{name: self[name] for name in LIVE if name.startswith("amount_")},
            "parts_commit": self.parts_commit,
            "parts_best_case": self.parts_best_case,
            **values,
        }

    # overriding
    def _override(self, commit, best_case, note):
        """Let other figures count; the person's own stay to be seen.

        :raise AccessError: the user does not lead this person or team
        """
        self.ensure_one()
        self._lock_row()
        self._check_open()
        self._check_may_override()
        moment = fields.Datetime.now()
        line = self.sudo()  # sudo: who may override writes what is written by the system alone
        values = line._prepare_submission(
            "override", moment, commit=commit, best_case=best_case, note=note
        )
        line.write(
            {
                "has_override": True,
                "override_commit": commit,
                "override_best_case": best_case,
                "override_note": note,
                "override_user_id": self.env.uid,
                "date_override": moment,
            }
        )
        self.env["crm.sales.forecast.submission"].sudo().create(values)
        self._forget_figures()

    def _check_may_override(self):
        if not self._may_override():
            raise AccessError(
                self.env._(
                    "The leader of the team overrides the figures of %(whose)s, or a manager.",
                    whose=self.display_name,
                )
            )

    def action_override(self):
        """Ask for the figures that are to count, and why."""
        self.ensure_one()
        self._check_may_override()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Override %(whose)s", whose=self.display_name),
            "res_model": "crm.sales.forecast.override",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_line_id": self.id,
                "default_commit": self.counted_commit,
                "default_best_case": self.counted_best_case,
            },
        }

    def action_remove_override(self):
        """Let the person's own figures count again."""
        for line in self:
            line._lock_row()
            line._check_open()
            line._check_may_override()
            # sudo: who may override may take it back
            line.sudo().write({"has_override": False, "override_note": False})
            line._forget_figures()

    def action_reset_own(self):
        """Take what the parts say again."""
        self.write({"has_own": False, "own_commit": 0, "own_best_case": 0})

    # locking
    def action_lock(self):
        """Lock a team with its persons, or the company with all: the figures stay as they are.

        :raise AccessError: the user leads neither
        """
        for line in self:
            if line.breakdown == "user" or not line._may_submit():
                raise AccessError(
                    self.env._("Leaders lock their teams, managers the forecast of the company.")
                )
            # sudo: locking is written by the system alone
            line.sudo()._lock_with_parts()
        return True

    def _lock_with_parts(self):
        """Freeze the lines below, each as it is now; a company takes its forecast along."""
        lines = self.forecast_id.line_ids
        if self.breakdown == "team":
            lines = lines.filtered(lambda line: line.team_id == self.team_id)
        for line in lines.sorted("id"):
            line._lock_row()
        self._check_open()
        board = self.forecast_id._get_board()
        leads = self.forecast_id._get_leads_of()
        locking = lines.with_context(crm_forecast_locking=LOCKING)
        for line in locking.filtered(lambda line: not line.is_locked):
            place = line.team_id.id, line.user_id.id
            deals = {str(lead): deal for lead, deal in leads.get(place, {}).items()}
            line.write({"is_locked": True, "frozen": {**board[place], "leads": deals}})
            line._end_reminders()
        if self.breakdown == "company":
            self.forecast_id.with_context(crm_forecast_locking=LOCKING).write(
                {
                    "state": "locked",
                    "date_locked": fields.Datetime.now(),
                    "locked_user_id": self.env.uid,
                }
            )
        self._forget_figures()

    # what is behind the figures
    def action_open_deals(self):
        """Open exactly the opportunities behind a figure, those that the reader may read.

        The context says of which category, by ``crm_forecast_category``; without it all of them.
        """
        self.ensure_one()
        self.check_access("read")
        wanted = self.env.context.get("crm_forecast_category")
        # sudo: which opportunities count is that of the line; they are read as the reader
        leads = self.sudo()._get_leads()
        ids = [lead for lead, deal in leads.items() if wanted in (None, deal[0])]
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_action_pipeline")
        return action | {
            "name": self.env._("Opportunities: %(whose)s", whose=self.display_name),
            "domain": [("id", "in", ids)],
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "context": {
                "active_test": False,
                "group_by": [] if wanted else ["crm_forecast_category"],
            },
        }

    def action_open_history(self):
        """Open what was submitted and overridden, the latest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_forecast_submission_action"
        )
        return action | {"domain": [("line_id", "=", self.id)], "context": {}}

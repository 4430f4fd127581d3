from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_service_invitation_mixin import ASKED, PLANNED
from .crm_service_nps_round import CANCELLED, CLOSED, RUNNING

BATCH = 100


class CrmServiceNpsRound(models.Model):
    """What the scheduled action does for the rounds that run."""

    _inherit = "crm.service.nps.round"

    @api.model
    def _cron_run(self):
        """Choose, ask, remind, close; each batch and each mail in a transaction of its own."""
        self._close_ended()
        progress = self.env["ir.cron"]._commit_progress
        rounds = self.search([("state", "=", RUNNING)]).filtered(lambda one: one._is_begun())
        if not rounds._plan(progress):
            return
        planned, late = rounds._get_planned(), rounds._get_late()
        progress(remaining=len(planned) + len(late))
        if self._work_off(planned[:BATCH], PLANNED, "_try_to_ask"):
            self._work_off(late[:BATCH], ASKED, "_remind")

    def _is_begun(self):
        return not self.date_start or self.date_start <= self.company_id._crm_today()

    def _plan(self, progress):
        """Choose the contacts; return whether there is time left."""
        for one in self:
            # a second worker leaves the round alone
            while not one.is_planned and one.try_lock_for_update():
                one._plan_batch()
                if not progress(1, remaining=1):
                    return False
                one.invalidate_recordset(["state", "is_planned", "cursor_partner_id"])
                if one.state != RUNNING:
                    break
        return True

    @api.model
    def _work_off(self, answers, state, step):
        """Do ``step`` with each, unless another worker did; return whether there is time left."""
        for answer in answers:
            locked = answer.try_lock_for_update()
            locked.invalidate_recordset(["state", "date_reminded"])
            if locked.state == state and not locked.date_reminded:
                getattr(locked, step)()
            if not self.env["ir.cron"]._commit_progress(1):
                return False
        return True

    def _get_planned(self):
        return self.env["crm.service.nps.answer"].search(
            Domain("round_id", "in", self.ids) & Domain("state", "=", PLANNED),
            order="round_id, id",
        )

    def _get_late(self):
        """Return who is to be reminded now."""
        answers, now = self.env["crm.service.nps.answer"], fields.Datetime.now()
        for one in self.filtered("reminder_days"):
            answers |= answers.search(
                Domain("round_id", "=", one.id)
                & Domain("state", "=", ASKED)
                & Domain("date_reminded", "=", False)
                & Domain("date_asked", "<=", now - timedelta(days=one.reminder_days)),
                order="id",
            )
        return answers

    @api.model
    def _close_ended(self):
        """Close what runs in a quarter that is over; nobody is asked any more."""
        rounds = self.search([("state", "=", RUNNING)])
        ended = rounds.filtered(lambda one: one.date_to < one.company_id._crm_today())
        ended._get_planned()._skip(CANCELLED)
        ended.state = CLOSED

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import is_html_empty

from .crm_request_department import OPEN_STATES

ACTIVITY = "crm_customer.mail_activity_type_request"
ESCALATION = "crm_customer.mail_activity_type_request_overdue"


class CrmRequest(models.Model):
    """The steps of a question: taken, answered, accepted or asked again, cancelled."""

    _inherit = "crm.request"

    def action_take(self):
        """Become the one who answers.

        :raise AccessError: the user is no member of the department
        :raise UserError: the question is settled
        """
        self._check_step(OPEN_STATES)
        for request in self:
            if not request.is_mine_to_take and not request.is_mine_to_answer:
                raise AccessError(
                    self.env._("Only members of %(name)s take its questions.",
                               name=request.department_id.sudo().name)
                )  # fmt: skip
        # sudo: checked above; how far a question got is not for editing
        self.sudo().write({"user_id": self.env.uid, "state": "in_progress"})
        self._plan_answer()

    def action_answer(self):
        """Give the answer that was written to who asked.

        :raise UserError: nothing is written, or the question is settled
        :raise AccessError: somebody else has taken it
        """
        self._check_step(OPEN_STATES)
        now = fields.Datetime.now()
        for request in self:
            if not request.is_mine_to_answer:
                raise AccessError(self.env._("Take the question before you answer it."))
            if is_html_empty(request.answer):
                raise UserError(self.env._("Write the answer first."))
            # sudo: checked above; how far a question got is not for editing
            request.sudo().write({"state": "answered", "date_answered": now})
            request.sudo()._count_answer()
            request._finish_answer()
            request.message_post(
                body=Markup("<p>%s</p>%s") % (self.env._("Answered:"), request.answer),
                partner_ids=request.requester_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def action_accept(self):
        """Close the question: the answer says what was asked for.

        :raise AccessError: the user did not ask
        :raise UserError: it is not answered
        """
        self._check_step(("answered",))
        self._check_judge()
        # sudo: checked above; how far a question got is not for editing
        self.sudo().write({"state": "closed", "date_closed": fields.Datetime.now()})

    def action_reopen(self):
        """Ask again: open the dialog that wants the reason."""
        self._check_step(("answered", "closed"))
        self._check_judge()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask Again"),
            "res_model": "crm.request.reopen",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    def action_cancel(self):
        """Take the question back.

        :raise AccessError: the user did not ask
        :raise UserError: it is settled
        """
        self._check_step(OPEN_STATES)
        self._check_judge()
        # sudo: checked above; how far a question got is not for editing
        self.sudo().write({"state": "cancelled", "date_closed": fields.Datetime.now()})
        self.sudo().activity_unlink([ACTIVITY, ESCALATION], only_automated=False)

    def _reopen(self, reason):
        """Ask again because of ``reason``; the department gets its days once more.

        The time to the answer goes on since the question was asked first.

        :raise AccessError: the user did not ask
        :raise UserError: it is not answered, or there is no reason
        """
        self._check_step(("answered", "closed"))
        self._check_judge()
        if not (reason or "").strip():
            raise UserError(self.env._("Say what the answer lacks."))
        for request in self:
            # sudo: checked above; how far a question got is not for editing
            request.sudo().write(
                {
                    "state": "in_progress",
                    "reopen_count": request.reopen_count + 1,
                    "reopen_reason": reason,
                    "date_answered": False,
                    "date_closed": False,
                    "date_escalated": False,
                    "date_due": request._get_due_day(),
                    "answer_hours": 0.0,
                    "answer_days": 0,
                    "is_on_time": False,
                    "on_time_rate": 0.0,
                }
            )
            request._plan_answer()
            request.message_post(
                body=self.env._("Asked again: %(reason)s", reason=reason),
                partner_ids=request.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _check_step(self, states):
        self.check_access("read")
        for request in self:
            if request.state not in states:
                raise UserError(
                    self.env._(
                        "%(request)s is no longer at this step. Reload the page.",
                        request=request.display_name,
                    )
                )

    def _check_judge(self):
        if self.filtered(lambda request: not request.is_mine_to_judge):
            raise AccessError(self.env._("Only who asked decides about the answer."))

    def _hand_over(self):
        """Begin anew in another department."""
        for request in self.sudo():
            # sudo: whoever may change the department hands the question over
            request.write({"state": "open", "date_escalated": False})
        self._plan_answer()

    # the assignee's activity
    def _plan_answer(self):
        """Let one activity of the assignee say that an answer is due.

        An activity of nobody's mail: who is assigned is told by the host already.
        """
        waiting = self.filtered(lambda request: request.state in OPEN_STATES)
        for request in waiting.sudo().with_context(mail_activity_quick_update=True):
            # sudo: who asks has no say over activities of others
            open_one = request._get_answer_activity()
            values = {"user_id": request.user_id.id, "date_deadline": request.date_due}
            if open_one:
                open_one[0].write(values)
            else:
                localised = request.with_context(lang=request.user_id.lang)
                request.activity_schedule(
                    ACTIVITY,
                    summary=localised.env._("Answer: %(subject)s", subject=request.name),
                    **values,
                )

    def _get_answer_activity(self, *types):
        """Return the open activities of these types (xml ids), by default the answer's."""
        wanted = [self.env.ref(xmlid).id for xmlid in types or (ACTIVITY,)]
        return self.activity_ids.filtered(lambda activity: activity.activity_type_id.id in wanted)

    def _finish_answer(self):
        # sudo: also the activity that escalated it is somebody else's
        self.sudo()._get_answer_activity(ACTIVITY, ESCALATION).action_done()

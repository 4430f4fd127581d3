from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...tools.approval import engine

ACTIVITY = "crm_customer.mail_activity_type_approval"
BATCH = 100


class CrmApproval(models.Model):
    """Whom a request waits for: their activities, deputies of the absent, escalation."""

    _inherit = "crm.approval"

    def _get_deputies(self):
        """Return ``{user id: {ids of who stands in today}}`` for this kind, in sudo."""
        self.ensure_one()
        return self.env["crm.approval.deputy"]._get_deputies(
            self.line_ids.user_id, self.kind, self.company_id
        )

    def _sync_waiting(self):
        """Make who is waited for, and their activities, be what the steps say now."""
        for approval in self:
            ids = set()
            if approval.state == "pending":
                ids = engine.waiting_for(
                    approval.step_ids._to_engine(), approval.user_id.id, approval._get_deputies()
                )
            users = self.env["res.users"].browse(sorted(ids))
            if users != approval.waiting_user_ids.sorted("id"):
                approval.write(
                    {
                        "waiting_user_ids": [Command.set(users.ids)],
                        "participant_ids": [Command.link(user.id) for user in users],
                    }
                )
            approval._sync_activities(users)

    def _sync_activities(self, users):
        """Give each of ``users`` one activity that opens the request, nobody else one."""
        activities = self._get_activities()
        needless = activities.filtered(lambda activity: activity.user_id not in users)
        kept = activities - needless
        needless.unlink()
        day = self.date_deadline or self._get_today()
        if self.date_deadline:
            kept.filtered(lambda activity: activity.date_deadline != day).date_deadline = day
        for user in users - kept.user_id:
            self.with_context(lang=user.lang).activity_schedule(
                ACTIVITY, day, summary=self.subject, user_id=user.id
            )

    def _get_activities(self):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ]
        )

    def _end_activity_of(self, user, comment):
        """Deciding does the user's activity; it stays on the history as done."""
        activities = self._get_activities().filtered(lambda activity: activity.user_id == user)
        activities.action_feedback(feedback=comment or False)

    # escalation
    @api.model
    def _cron_escalate(self):
        """Escalate what is overdue, once per step; let deputies whose time began take part.

        Each batch is committed; started again it goes on where it was.
        """
        commit = self.env["ir.cron"]._commit_progress
        last_id = 0
        pending = Domain("state", "=", "pending")
        left = self.search_count(pending)
        commit(remaining=left)
        while left > 0:
            approvals = self.search(pending & Domain("id", ">", last_id), limit=BATCH, order="id")
            if not approvals:
                break
            last_id = approvals[-1].id
            approvals._escalate_overdue()
            approvals._sync_waiting()
            left -= len(approvals)
            if not commit(len(approvals), remaining=max(left, 0)):
                break

    def _escalate_overdue(self):
        for approval in self:
            today = approval._get_today()
            overdue = approval.step_ids.filtered(
                lambda step, today=today: (
                    step.state == "open"
                    and not step.date_escalated
                    and engine.is_overdue(step.date_deadline, today)
                )
            )
            if overdue:
                overdue._escalate()
                approval.is_escalated = True
                approval._update_deadline()

    def _get_today(self):
        """Return the day it is where the company works."""
        zone = self.company_id.resource_calendar_id.tz or "UTC"
        now = fields.Datetime.now()
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), now).date()

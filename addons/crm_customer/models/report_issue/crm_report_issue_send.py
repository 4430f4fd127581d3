from odoo import api, fields, models

CRON = "crm_customer.crm_report_issue_cron_send"


class CrmReportIssue(models.Model):
    """Sends what is due: each reader's own files, once, one committed after the other."""

    _inherit = "crm.report.issue"

    @api.model
    def _cron_send(self):
        """Send the issues that are due, and open the next one of every report.

        What a reader gets and that he got it are one transaction: a worker that is killed
        goes on with the readers that are left, and nobody gets a mail twice.
        """
        issues = self.search([("state", "in", ("draft", "ready"))], order="date, id")
        due = issues.filtered(lambda issue: issue._is_due())
        due._prepare_recipients()
        # an archived report sends nothing, not even the rest of an issue
        waiting = self.env["crm.report.recipient"].search(
            [("state", "=", "waiting"), ("issue_id.series_id.active", "=", True)], order="id"
        )
        commit = self.env["ir.cron"]._commit_progress
        remaining = len(waiting)
        keeps_on = commit(remaining=remaining)
        for recipient in waiting if keeps_on else ():
            if recipient.try_lock_for_update():
                # another worker may have sent it before this transaction began
                recipient.invalidate_recordset(["state"])
                if recipient.state == "waiting":
                    recipient._send()
            remaining -= 1
            if not commit(1, remaining=remaining):
                return
        due._finish()
        for series in self.env["crm.report.series"].search([]):  # pylint: disable=no-search-all
            series._ensure_open_issue()
        commit(remaining=0)

    def _is_due(self):
        """Whether the day and the hour have come, by the clock of the company."""
        if not self.series_id.active:
            return False
        now = self.series_id._get_now()
        if self.state == "draft" and not self.series_id.is_automatic:
            return False
        return (self.date, self.series_id.send_hour) <= (now.date(), now.hour) or (
            self.date < now.date()
        )

    def _prepare_recipients(self):
        """Note who gets these: the readers and, for the archive, the analyst."""
        for issue in self:
            people = (issue.series_id.reader_ids | issue.user_id).filtered("active")
            missing = people - issue.recipient_ids.user_id
            self.env["crm.report.recipient"].create(
                [{"issue_id": issue.id, "user_id": user.id} for user in missing]
            )
            issue.state = "ready"

    def _finish(self):
        """Close the issues that everybody has got; decisions become activities."""
        for issue in self.filtered(lambda issue: issue.state == "ready"):
            if not issue.recipient_ids.filtered(lambda one: one.state == "waiting"):
                issue.write({"state": "sent", "date_sent": fields.Datetime.now()})
                issue.activity_ids.filtered("automated").action_done()
                issue.decision_ids._plan()

    def action_retry(self):
        """Send again to those who did not get it; nobody else gets it twice."""
        self.check_access("write")
        # sudo: checked; who got what is not for editing
        failed = self.sudo().recipient_ids.filtered(lambda one: one.state in ("failed", "bounced"))
        failed.write({"state": "waiting", "reason": False})
        self._trigger_sending()

    def _trigger_sending(self):
        # sudo: whoever may send an issue may wake the job that does it
        self.env.ref(CRON).sudo()._trigger()

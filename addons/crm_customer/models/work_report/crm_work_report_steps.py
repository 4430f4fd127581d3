from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

from ...tools.kpi.period import UTC, day_at, period_at

READ = "crm_customer.mail_activity_type_work_report_read"
SEND = "crm_customer.mail_activity_type_work_report_send"
# by this hour of the next working day a report should have been sent
MORNING = time(9)


class CrmWorkReport(models.Model):
    """The steps of a report: drawn, sent, taken back, read."""

    _inherit = "crm.work.report"

    @api.model
    def action_open_mine(self, kind="day"):
        """Open the own report of today, or of this week; begin it where there is none.

        :param kind: ``day`` or ``week``
        """
        company = self.env.company
        today = day_at(fields.Datetime.now(), self.env.user._crm_get_zone())
        start = period_at(kind, today, company._crm_period_setting()).start
        values = {
            "user_id": self.env.uid,
            "company_id": company.id,
            "kind": kind,
            "date": start,
        }
        report = self.search([(name, "=", value) for name, value in values.items()])
        return (report or self.create(values))._get_records_action()

    def action_refresh(self):
        """Draw the facts of own drafts anew; what was written stays.

        :raise AccessError: somebody else's report
        :raise UserError: it was sent
        """
        self._check_own_draft()
        self._draw()

    def action_send(self):
        """Draw the facts for the last time and give the report to its reader.

        :raise AccessError: somebody else's report
        :raise UserError: it was sent already, or nobody reads it
        """
        self._check_own_draft()
        for report in self:
            # whoever leads the team now
            leader = report._find_leader()
            if not leader:
                raise UserError(self.env._(
                    "Nobody reads your reports: your sales team needs a leader who works "
                    "with customers, or the settings a reader of work reports."
                ))  # fmt: skip
            report._draw()
            now = fields.Datetime.now()
            # sudo: checked above; how far a report got is not for editing
            report.sudo().write(
                {
                    "state": "sent",
                    "date_sent": now,
                    "leader_id": leader.id,
                    "is_late": now > report._get_deadline(),
                }
            )
            report._end_activities(SEND)
            report._plan_reading()

    def action_take_back(self):
        """Make a report that nobody has read a draft again.

        :raise AccessError: somebody else's report
        :raise UserError: it was read
        """
        self._check_step("sent")
        self._check_own()
        # sudo: checked above; how far a report got is not for editing
        self.sudo().write({"state": "draft", "date_sent": False, "is_late": False})
        self.sudo().activity_unlink([READ], only_automated=False)

    def action_read(self):
        """Say that the report was read; the person gets the comment.

        :raise AccessError: the user does not lead the person
        :raise UserError: it is not sent, or was read already
        """
        self._check_step("sent")
        for report in self:
            if not report.is_mine_to_read:
                raise AccessError(
                    self.env._("%(report)s is read by who leads the person.",
                               report=report.display_name)
                )  # fmt: skip
            values = {
                "state": "read",
                "date_read": fields.Datetime.now(),
                "read_by_id": self.env.uid,
            }
            # sudo: checked above; how far a report got is not for editing
            report.sudo().write(values)
            report._end_activities(READ)
            if report.comment:
                report.message_post(
                    body=plaintext2html(report.comment),
                    partner_ids=report.user_id.partner_id.ids,
                    subtype_xmlid="mail.mt_comment",
                )

    def _check_own_draft(self):
        self._check_step("draft")
        self._check_own()

    def _check_step(self, state):
        self.check_access("read")
        for report in self:
            if report.state != state:
                raise UserError(
                    self.env._(
                        "%(report)s is no longer at this step. Reload the page.",
                        report=report.display_name,
                    )
                )

    def _check_own(self):
        for report in self:
            if not report.is_mine:
                raise AccessError(
                    self.env._("Only %(name)s writes this report.", name=report.user_id.name)
                )

    def _get_deadline(self):
        """Return the moment (UTC) by which the report is on time."""
        self.ensure_one()
        last = self._get_period().stop
        calendar = self.env["crm.workday"]._compiled(
            self.company_id, start=last, end=last + timedelta(days=60)
        )
        zone = ZoneInfo(self.user_id._crm_get_zone())
        morning = datetime.combine(calendar.add_working_days(last, 1), MORNING, zone)
        return morning.astimezone(UTC).replace(tzinfo=None)

    # activities
    def _plan_reading(self):
        for report in self:
            leader = report.leader_id
            localised = report.with_context(lang=leader.lang)
            report._plan(
                READ,
                leader,
                localised.env._("Read: %(report)s", report=localised.display_name),
            )

    def _plan(self, xmlid, user, summary):
        """Ask ``user`` for something today, without a mail: it stands on the page Today."""
        # sudo: whose activity it is decides the step, not the user's rights
        self.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
            xmlid,
            date_deadline=day_at(fields.Datetime.now(), user._crm_get_zone()),
            summary=summary,
            user_id=user.id,
        )

    def _end_activities(self, xmlid):
        # sudo: also the activity of another reader ends
        self.sudo().activity_feedback([xmlid], only_automated=False)

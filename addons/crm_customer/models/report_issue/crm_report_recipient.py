import logging

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.tools import SQL

from .crm_report_copy import DAYS_PARAMETER, EXPIRED

_logger = logging.getLogger(__name__)

STATES = [
    ("waiting", "Waiting"),
    ("queued", "On Its Way"),
    ("sent", "Sent"),
    ("failed", "Failed"),
    ("bounced", "Bounced"),
]


class CrmReportRecipient(models.Model):
    """Who gets an issue, and whether it arrived; written by the sending alone."""

    _name = "crm.report.recipient"
    _description = "Recipient of a Report"
    _inherit = "crm.retention.mixin"
    _order = "issue_id, id"
    _rec_name = "user_id"
    _kept_parameter = DAYS_PARAMETER

    issue_id = fields.Many2one("crm.report.issue", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="issue_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Reader", required=True, index=True, ondelete="cascade")
    state = fields.Selection(STATES, required=True, default="waiting")
    date_sent = fields.Datetime("Sent On")
    date_read = fields.Datetime("Opened On", help="From the page Today.")
    reason = fields.Char()
    mail_id = fields.Many2one("mail.mail", index="btree_not_null", ondelete="set null")
    message_key = fields.Char(
        index="btree_not_null", help="Message-Id of the mail, by which it bounces."
    )

    _once = models.UniqueIndex(
        "(issue_id, user_id)", "This reader is among those of the issue already."
    )
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    @api.model
    def _sql_expired(self, limit):
        return SQL(EXPIRED, limit)

    def action_read(self):
        """Open the issue, and note that its reader did.

        :raise AccessError: the user may not read it
        """
        self.ensure_one()
        self.check_access("read")
        if self.user_id == self.env.user and not self.date_read:
            # sudo: checked; who got what, and when, is not for editing
            self.sudo().date_read = fields.Datetime.now()
        return self.issue_id._get_records_action()

    def _send(self):
        """Make the reader's own files and queue the mail with them, once.

        Files and mail are made with the rights of the reader. What goes wrong with one
        reader is noted and stops no other.
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._queue(self._make_copy())
        except DatabaseError:
            # the transaction is lost, and the next run goes on from here
            raise
        except Exception as error:  # whatever a saved view or the printing does
            _logger.warning("Report of recipient %s cannot be made: %s", self.id, error)
            self.write({"state": "failed", "reason": str(error)[:250]})

    def _make_copy(self):
        """Return the ``crm.report.copy`` of the reader: the one there is, or a new one."""
        copies = self.env["crm.report.copy"].sudo()
        known = copies.search(
            [("issue_id", "=", self.issue_id.id), ("user_id", "=", self.user_id.id)]
        )
        if known:
            return known
        issue = self._as_reader()
        copy = copies.create({"issue_id": self.issue_id.id, "user_id": self.user_id.id})
        copy._store(issue._get_pdf(), issue._get_xlsx())
        return copy

    def _as_reader(self):
        """Return the issue as the reader sees it: rights, companies, language, time."""
        reader = self.user_id
        return self.issue_id.with_user(reader).with_context(
            allowed_company_ids=reader.company_ids.ids, lang=reader.lang, tz=reader.tz
        )

    def _queue(self, copy):
        issue = self._as_reader()
        mail = self.env["mail.mail"].create(
            {
                "subject": issue.name,
                "body_html": issue._get_mail_body(),
                "email_from": issue.user_id.sudo().email_formatted or False,
                "recipient_ids": [fields.Command.set(self.user_id.partner_id.ids)],
                # the files are the reader's alone: the message belongs to no record
                "attachment_ids": [fields.Command.set((copy.pdf_id | copy.xlsx_id).ids)],
                "auto_delete": True,
            }
        )
        self.write(
            {
                "state": "queued",
                "mail_id": mail.id,
                "message_key": mail.message_id,
                "date_sent": fields.Datetime.now(),
                "reason": False,
            }
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _note_mail(self, failure):
        """Note what became of the mails; ``failure`` is empty when they went out."""
        if failure:
            self.write({"state": "failed", "reason": str(failure)[:250]})
        else:
            self.write({"state": "sent"})

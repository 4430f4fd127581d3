from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Note whether a reader's report went out, before the mail deletes itself."""
        # sudo: mails are sent by anybody, who got a report is noted by the machine
        recipients = self.env["crm.report.recipient"].sudo()
        recipients = recipients.search([("mail_id", "in", self.ids)])
        if recipients:
            recipients._note_mail(failure_reason or failure_type)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )

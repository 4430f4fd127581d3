from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """Note that a report came back: its mail is deleted, its Message-Id is kept."""
        keys = message_dict.get("bounced_msg_ids")
        if keys:
            # sudo: the gateway knows no user
            recipients = self.env["crm.report.recipient"].sudo()
            recipients.search([("message_key", "in", keys)]).write({"state": "bounced"})
        return super()._routing_handle_bounce(email_message, message_dict)

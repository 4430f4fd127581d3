from odoo import api, models
from odoo.tools.mail import email_normalize, email_split_and_format

RECIPIENTS = ("to", "cc", "recipients", "to_filtered", "cc_filtered")


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        """Take out what is for filing addresses, before the host asks what is double.

        A mail also for one of the host's aliases goes on to it, without our addresses.
        """
        # sudo: who may file is decided by the address and the sender, not by the gateway's user
        filing, goes_on = self.env["crm.customer.mailbox"].sudo()._take(message)
        if filing and not goes_on:
            return False
        thread = self.with_context(crm_filing_addresses=filing) if filing else self
        return super(MailThread, thread).message_process(
            model, message, custom_values, save_original, strip_attachments, thread_id
        )

    @api.model
    def message_parse(self, message, save_original=False):
        values = super().message_parse(message, save_original=save_original)
        if filing := self.env.context.get("crm_filing_addresses"):
            for name in RECIPIENTS:
                values[name] = ",".join(
                    address
                    for address in email_split_and_format(values.get(name) or "")
                    if email_normalize(address) not in filing
                )
        return values

from odoo import api, models

from .crm_service_mailroom import TICKET
from .mail_alias_domain import MEMO, MailMemo


class MailThread(models.AbstractModel):
    # the host's gateway hands mails for tickets to the mailroom, and asks it where they go
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
        # sudo: who may write to the service is decided by the mail, not by the gateway's user
        memo = {MEMO: MailMemo()}
        mailroom = self.env["crm.service.mailroom"].sudo().with_context(**memo)
        raw = mailroom._get_raw(message)
        is_ours, alias = mailroom._is_for_service(raw, model)
        if not is_ours:
            return super().message_process(
                model, message, custom_values, save_original, strip_attachments, thread_id
            )

        def go_on(healed, team, **context):
            thread = self.with_context(**memo, **context)
            values = custom_values
            if team and not model:
                # also for a mail that names the team in no header: a blind copy
                values = {"team_id": team.id} | (custom_values or {})
            return super(MailThread, thread).message_process(
                model or (TICKET if team else model),
                healed,
                values,
                save_original,
                strip_attachments,
                thread_id,
            )

        return mailroom._take(raw, alias, go_on)

    @api.model
    def message_parse(self, message, save_original=False):
        msg_dict = super().message_parse(message, save_original=save_original)
        if self.env.context.get("crm_service_mail_id"):
            # sudo: see message_process
            msg_dict = self.env["crm.service.mailroom"].sudo()._complete(msg_dict)
        return msg_dict

    @api.model
    def message_route(self, message, message_dict, model=None, thread_id=None, custom_values=None):
        routes = super().message_route(message, message_dict, model, thread_id, custom_values)
        if self.env.context.get("crm_service_mail_id"):
            # sudo: see message_process
            routes = self.env["crm.service.mailroom"].sudo()._reroute(message_dict, routes)
        return routes

from odoo import models
from odoo.tools import SQL


class MailScheduledMessage(models.Model):
    """The held answer of a macro is either sent or taken back, never both."""

    _inherit = "mail.scheduled.message"

    def _post_message(self, raise_exception=True):
        """What is being taken back just now is left out."""
        held = self.filtered(lambda message: message.model == "crm.service.ticket")
        free = self - held
        for message in held:
            # one by one: the host commits after each, and locks end there
            super(MailScheduledMessage, message.try_lock_for_update())._post_message(
                raise_exception
            )
        return super(MailScheduledMessage, free)._post_message(raise_exception)

    def _message_created_hook(self, message):
        result = super()._message_created_hook(message)
        # sudo: the run of a macro is not written by hand
        run = self.env["crm.service.macro.run"].sudo().search([("scheduled_id", "=", self.id)])
        if run:
            run.message_id = message
            # whoever takes it back in this moment collides here, and is told afterwards
            self.env.execute_query(
                SQL(
                    "UPDATE mail_scheduled_message SET write_date = now() WHERE id = %s "
                    "RETURNING id",
                    self.id,
                )
            )
        return result

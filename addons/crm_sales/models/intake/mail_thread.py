from odoo import api, models
from odoo.tools import email_normalize

from ...tools.intake.automatic import why_automatic


class MailThread(models.AbstractModel):
    # mails that no person wrote make no leads
    _inherit = "mail.thread"

    @api.model
    def message_route(self, message, message_dict, model=None, thread_id=None, custom_values=None):
        routes = super().message_route(message, message_dict, model, thread_id, custom_values)
        if not any(route[0] == "crm.lead" and not route[1] for route in routes or ()):
            return routes
        sender = email_normalize(message_dict.get("email_from") or "") or ""
        reason = why_automatic(message, sender)
        if not reason:
            return routes
        # sudo: the gateway has no rights of its own
        arrivals = self.env["crm.sales.lead.arrival"].sudo()
        arrivals._note_ignored(message_dict, reason)
        return [route for route in routes if route[0] != "crm.lead" or route[1]]

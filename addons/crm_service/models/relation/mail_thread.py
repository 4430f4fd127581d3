from odoo import models

TICKET = "crm.service.ticket"


class MailThread(models.AbstractModel):
    # a mail that answers a ticket which was merged goes to the survivor
    _inherit = "mail.thread"

    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        if len(route) == 5 and route[0] == TICKET and route[1]:
            # sudo: the gateway has to find out where the mail belongs
            ticket = self.env[TICKET].sudo().browse(route[1]).exists()
            if ticket.merged_into_id:
                route = (TICKET, ticket._get_survivor().id, *route[2:])
        return super()._routing_check_route(message, message_dict, route, raise_exception)

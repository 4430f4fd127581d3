from odoo import api, models
from odoo.fields import Domain

ALL_TICKETS = "crm_service.crm_service_ticket_action"


class CrmToday(models.AbstractModel):
    """Own tickets, and those of the own teams that nobody has taken."""

    _inherit = "crm.today"

    def _today_blocks(self):
        if not self.env.user.has_group("crm_service.group_service_own"):
            return super()._today_blocks()
        return [
            *super()._today_blocks(),
            self._today_block(
                "tickets",
                self.env._("My Tickets"),
                "due",
                15,
                "fa-life-ring",
                model="crm.service.ticket",
            ),
            self._today_block(
                "tickets_free",
                self.env._("Tickets of Nobody"),
                "due",
                16,
                "fa-inbox",
                model="crm.service.ticket",
            ),
        ]

    def _today_tickets(self):
        return self._today_search_tickets(
            Domain("user_id", "=", self.env.uid) & Domain("is_waiting", "=", False)
        )

    def _today_tickets_free(self):
        return self._today_search_tickets(
            Domain("user_id", "=", False)
            & (
                Domain("team_id.member_ids", "in", self.env.user.ids)
                | Domain("team_id.user_id", "=", self.env.uid)
            )
        )

    @api.model
    def _today_search_tickets(self, domain):
        return self._today_search(
            "crm.service.ticket",
            domain & Domain("is_closed", "=", False),
            "deadline, id",
            self._prepare_ticket,
            ALL_TICKETS,
        )

    def _prepare_ticket(self, ticket):
        item = {
            "title": ticket.display_name,
            "subtitle": ticket.commercial_partner_id.name or ticket.partner_email or "",
            "date": ticket.deadline,
            "badge": self.env._("Urgent") if ticket.priority == "3" else "",
            "phone": ticket.partner_phone or "",
            "icon": "fa-life-ring",
        }
        if not ticket.user_id:
            take = self._today_act(
                "take",
                self.env._("Take"),
                "fa-hand-paper-o",
                method="action_take",
                message=self.env._("Taken: %(name)s", name=ticket.name),
            )
            item["acts"] = [take]
        return item

from odoo import models
from odoo.fields import Domain

from .crm_lead import QUEUE


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "lead_handovers",
                self.env._("Leads to Accept"),
                "due",
                15,
                "fa-handshake-o",
                model="crm.sales.lead.handover",
                groups="sales_team.group_sale_salesman",
            ),
            self._today_block(
                "lead_queue",
                self.env._("Leads to Qualify"),
                "due",
                16,
                "fa-filter",
                model="crm.lead",
                groups="crm_customer.role_marketing",
            ),
        ]

    def _today_lead_handovers(self):
        return self._today_search(
            "crm.sales.lead.handover",
            Domain("user_id", "=", self.env.uid) & Domain("is_open", "=", True),
            "date_deadline, id",
            self._prepare_lead_handover,
            "crm_sales.crm_sales_lead_handover_action",
        )

    def _prepare_lead_handover(self, handover):
        accept = self._today_act(
            "accept",
            self.env._("Accept"),
            "fa-check",
            method="action_accept",
            message=self.env._("Accepted: %(name)s", name=handover.lead_id.name),
        )
        refuse = self._today_act("refuse", self.env._("Refuse"), "fa-undo", method="action_refuse")
        lead = handover.lead_id
        return {
            "title": lead.name,
            "subtitle": " · ".join(filter(None, (lead.partner_name, lead.contact_name))),
            "date": handover.date_deadline,
            "state": "late" if handover.is_late else "",
            "icon": "fa-handshake-o",
            "phone": self._today_phone(lead),
            "acts": [accept, refuse],
            "open": ["crm.lead", lead.id],
        }

    def _today_lead_queue(self):
        return self._today_search(
            "crm.lead",
            Domain("crm_handover_state", "in", QUEUE),
            "priority desc, id",
            lambda lead: {
                "title": lead.name,
                "subtitle": " · ".join(filter(None, (lead.partner_name, lead.contact_name))),
                "date": lead.create_date,
                "badge": self.env._("Refused") if lead.crm_handover_state == "refused" else "",
                "icon": "fa-filter",
            },
            "crm_sales.crm_lead_action_queue",
        )

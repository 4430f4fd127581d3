from odoo import models

from ..today.crm_today import MAX_ITEMS


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "contact",
            self.env._("Waiting for Contact"),
            "due",
            40,
            "fa-phone",
            model="crm.customer.interaction",
        )
        return [*super()._today_blocks(), block]

    def _today_contact(self):
        """Own customers that nobody contacted for the days of their level, the longest first.

        Those that somebody is at, by an activity or a visit, stand in other blocks.
        """
        waiting = dict(self.env["crm.customer.follow.up"]._get_waiting(self.env.user, None))
        # the engine looks at everything; here the rules of the user hold
        customers = self.env["res.partner"].search([("id", "in", list(waiting))])
        ranks = {customer_id: rank for rank, customer_id in enumerate(waiting)}
        customers = customers.sorted(lambda customer: ranks[customer.id])
        more = self._today_more(
            "crm_customer.res_partner_action_customers",
            [("id", "in", customers.ids)],
            crm_customer=True,
        )
        return {
            "count": len(customers),
            "items": [
                self._today_item(customer, **self._prepare_contact(customer, waiting))
                for customer in customers[:MAX_ITEMS]
            ],
            "more": more,
        }

    def _prepare_contact(self, customer, waiting):
        log = self._today_log_act()
        follow_ups = self.env["crm.customer.follow.up"]
        return {
            "subtitle": follow_ups._silence_text(waiting[customer.id]),
            "state": "late",
            "badge": customer.crm_level_id.name,
            "icon": "fa-phone",
            "phone": self._today_phone(customer),
            "acts": [log, self._today_plan_act("res.partner", customer.id)],
        }

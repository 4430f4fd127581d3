from odoo import models
from odoo.fields import Domain

from ..today.crm_today import MAX_ITEMS

AHEAD_DAYS = 14


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "care", self.env._("People to Greet"), "next", 30, "fa-gift", model="crm.care.act"
        )
        return [*super()._today_blocks(), block]

    def _today_care(self):
        """Whom the care rules greet in the next days, so that one can do it in person.

        Somebody to be greeted by a mail and by a call stands there once.
        """
        domain = (
            Domain("customer_id.user_id", "=", self.env.uid)
            & Domain("state", "=", "planned")
            & Domain("date", ">=", self._get_day())
            & Domain("date", "<=", self._get_day(AHEAD_DAYS))
        )
        acts = self.env["crm.care.act"].search(domain, order="date, id")
        groups = acts.grouped(lambda act: (act.date, act.partner_id, act.occasion_id))
        return {
            "count": len(groups),
            "items": [
                self._today_item(same[:1], **self._prepare_care(same[:1]), ids=same.ids)
                for same in list(groups.values())[:MAX_ITEMS]
            ],
            "more": self._today_more("crm_customer.crm_care_act_action", domain),
        }

    def _prepare_care(self, act):
        skip = self._today_act(
            "skip",
            self.env._("Not this time"),
            "fa-ban",
            method="action_skip",
            message=self.env._("Not greeted this time: %(name)s", name=act.partner_id.name),
        )
        return {
            "title": act.partner_id.display_name,
            "subtitle": act.occasion_id.name,
            "date": act.date,
            "icon": "fa-gift",
            "phone": self._today_phone(act.partner_id),
            "acts": [skip],
            "open": ["res.partner", act.partner_id.id],
        }

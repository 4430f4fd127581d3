from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

# days before the end of its validity on which a quotation shows up, and days after which
# one that was sent should have been answered
EXPIRES_IN = 7
UNANSWERED = 7


class CrmToday(models.AbstractModel):
    """Quotations and opportunities of the user that want him."""

    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "quotations",
                self.env._("Quotations to Follow Up"),
                "due",
                50,
                "fa-file-text-o",
                model="sale.order",
            ),
            self._today_block(
                "opportunities",
                self.env._("Opportunities to Look After"),
                "red",
                30,
                "fa-star-o",
                model="crm.lead",
            ),
        ]

    # quotations
    def _today_quotations(self):
        return self._today_search(
            "sale.order",
            self._get_waiting_quotations() & Domain("user_id", "=", self.env.uid),
            "validity_date, date_order, id",
            self._prepare_quotation,
            "sale.action_quotations",
        )

    def _get_waiting_quotations(self):
        """Return the domain of quotations about to expire, expired, or sent and unanswered."""
        expiring = Domain("validity_date", "<=", self._get_day(EXPIRES_IN))
        return Domain("state", "in", ("draft", "sent")) & (expiring | self._get_unanswered())

    def _get_unanswered(self):
        sent_before = fields.Datetime.now() - timedelta(days=UNANSWERED)
        return Domain("state", "=", "sent") & Domain("date_order", "<", sent_before)

    def _prepare_quotation(self, order):
        is_expiring = order.validity_date and order.validity_date <= self._get_day(EXPIRES_IN)
        is_draft = order.state == "draft"
        return {
            "title": order.partner_id.display_name,
            "subtitle": order.name,
            "date": order.validity_date if is_expiring else False,
            "state": self._get_state(order.validity_date) if is_expiring else "today",
            "badge": self.env._("Not sent") if is_draft else self.env._("No answer"),
            "icon": "fa-file-text-o",
            "phone": self._today_phone(order.partner_id),
            "acts": [self._today_plan_act("sale.order", order.id)],
            **self._today_money(order, "amount_total"),
        }

    # opportunities
    def _today_opportunities(self):
        return self._today_search(
            "crm.lead",
            self._get_neglected() & Domain("user_id", "=", self.env.uid),
            "date_deadline, id",
            self._prepare_opportunity,
            "crm.crm_lead_opportunities",
        )

    def _get_open_opportunities(self):
        return Domain("type", "=", "opportunity") & Domain("won_status", "=", "pending")

    def _get_past_closing(self):
        return self._get_open_opportunities() & Domain("date_deadline", "<", self._get_day())

    def _get_neglected(self):
        """Return the domain of open opportunities past their date, or without a next step.

        The next step of an interaction about one is an activity on its customer.
        """
        planned = Domain("next_step_state", "=", "planned")
        idle = Domain("activity_ids", "=", False)
        idle &= ~Domain("crm_interaction_ids", "any", planned)
        return self._get_open_opportunities() & (
            Domain("date_deadline", "<", self._get_day()) | idle
        )

    def _prepare_opportunity(self, lead):
        is_late = lead.date_deadline and lead.date_deadline < self._get_day()
        return {
            "subtitle": lead.partner_id.display_name or lead.partner_name or "",
            "date": lead.date_deadline,
            "state": "late" if is_late else "soon",
            "badge": self.env._("Past closing") if is_late else self.env._("No next step"),
            "icon": "fa-star-o",
            "phone": self._today_phone(lead),
            "acts": [self._today_plan_act("crm.lead", lead.id)],
            **self._today_money(lead, "expected_revenue", "company_currency"),
        }

    def _today_plan_act(self, model, res_id):
        """Return the act that opens the host's dialog to plan an activity."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Schedule Activity"),
            "res_model": "mail.activity.schedule",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"active_model": model, "active_id": res_id, "active_ids": [res_id]},
        }
        return self._today_act(
            "plan", self.env._("Plan next step"), "fa-calendar-plus-o", action=action
        )

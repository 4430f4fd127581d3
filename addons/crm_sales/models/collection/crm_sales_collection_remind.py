from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date

ACTIVITY = "crm_sales.mail_activity_type_collect"
BATCH = 100


class CrmSalesCollectionLine(models.Model):
    """Whoever collects is told of what is due soon, once, and of what is late, once."""

    _inherit = "crm.sales.collection.line"

    @api.model
    def _cron_remind(self):
        """Plan the activities of what is due, in committed batches; twice changes nothing."""
        commit = self.env["ir.cron"]._commit_progress
        for company in self.env["res.company"].search([("active", "=", True)]):
            for domain, field_name in self._get_reminders(company):
                lines = self.search(domain, limit=BATCH)
                while lines:
                    lines._remind(field_name)
                    if not commit(len(lines)):
                        return
                    lines = self.search(domain, limit=BATCH)

    @api.model
    def _get_reminders(self, company):
        """Return ``[(domain, field that says it was done)]`` for the day of ``company``."""
        today = self._get_today(company)
        soon = today + timedelta(days=company.crm_sales_collection_days)
        waiting = (
            Domain("company_id", "=", company.id)
            & Domain("collection_state", "=", "open")
            & Domain("amount_open", ">", 0)
            & (Domain("date_promised", "=", False) | Domain("date_promised", "<", today))
        )
        late = waiting & Domain("date_due", "<", today) & Domain("date_dunned", "=", False)
        due = (
            waiting
            & Domain("date_due", ">=", today)
            & Domain("date_due", "<=", soon)
            & Domain("date_reminded", "=", False)
        )
        return [(late, "date_dunned"), (due, "date_reminded")]

    def _remind(self, field_name):
        for line in self:
            plan = line.collection_id
            user = plan.user_id.filtered("active") or plan.company_id.crm_sales_collection_user_id
            if user:
                localised = line.with_context(lang=user.lang)
                plan.activity_schedule(
                    ACTIVITY,
                    line._get_today(),
                    summary=localised._get_reminder(),
                    user_id=user.id,
                )
            line[field_name] = line._get_today()

    def _get_reminder(self):
        return self.env._(
            "Collect %(amount)s from %(customer)s, due on %(day)s",
            amount=format_amount(self.env, self.amount_open, self.currency_id),
            customer=self.partner_id.name,
            day=format_date(self.env, self.date_due),
        )

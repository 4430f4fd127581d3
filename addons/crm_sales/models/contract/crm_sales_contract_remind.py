from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

ACTIVITY = "crm_sales.mail_activity_type_contract"
BATCH = 100


class CrmSalesContract(models.Model):
    """What the days bring: contracts start, are to be renewed, and end."""

    _inherit = "crm.sales.contract"

    @api.model
    def _cron_days(self):
        """Start, remind and end, in committed batches; run twice it changes nothing."""
        commit = self.env["ir.cron"]._commit_progress
        for company in self.env["res.company"].search([("active", "=", True)]):
            today = self._get_today(company)
            own = Domain("company_id", "=", company.id)
            for domain, act in self._get_acts(today):
                contracts = self.search(own & domain, limit=BATCH)
                while contracts:
                    act(contracts)
                    if not commit(len(contracts)):
                        return
                    contracts = self.search(own & domain, limit=BATCH)

    @api.model
    def _get_acts(self, today):
        """Return ``[(domain, what is done with them)]`` of a day."""
        signed, running = Domain("state", "=", "signed"), Domain("state", "=", "running")
        begun = Domain("date_start", "<=", today) | Domain("date_start", "=", False)
        return [
            (signed & begun, lambda contracts: contracts._start_due()),
            (running & Domain("date_end", "<", today), lambda contracts: contracts._end()),
            (self._domain_to_remind(today), lambda contracts: contracts._remind(today)),
        ]

    @api.model
    def _domain_to_remind(self, today):
        """Return the domain of running contracts whose reminder is due and was not given."""

        def is_due(contracts, alias, _query):
            return SQL(
                "%s - COALESCE(%s, 0) <= %s",
                SQL.identifier(alias, "date_notice"),
                SQL.identifier(alias, "remind_days"),
                today,
            )

        waiting = Domain("state", "in", ("signed", "running")) & Domain("date_reminded", "=", False)
        return waiting & Domain("date_end", ">=", today) & Domain.custom(to_sql=is_due)

    def _remind(self, today):
        for contract in self:
            user = contract.user_id.filtered("active")
            user = user or contract.company_id.crm_sales_collection_user_id
            if user and not contract.successor_ids:
                localised = contract.with_context(lang=user.lang)
                contract.activity_schedule(
                    ACTIVITY, today, summary=localised._get_reminder(), user_id=user.id
                )
            contract.date_reminded = today

    def _get_reminder(self):
        return self.env._(
            "Renew %(contract)s with %(customer)s: it ends on %(end)s, notice until %(notice)s",
            contract=self.number,
            customer=self.partner_id.name,
            end=format_date(self.env, self.date_end),
            notice=format_date(self.env, self.date_notice),
        )

    def _drop_reminders(self):
        self.activity_unlink([ACTIVITY], only_automated=False)

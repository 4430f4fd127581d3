from dateutil.relativedelta import relativedelta

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...tools.deal.risk import Deal, Person, Usual

# what was won in so many months says what is usual, when there are so many of them
MONTHS = 12
ENOUGH = 5

_USUAL_STAYS = """
SELECT log.company_id, log.stage_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY log.days)
  FROM crm_sales_stage_log log
  JOIN crm_lead lead ON lead.id = log.lead_id AND lead.won_status = 'won'
 WHERE log.date_to >= %(since)s AND log.status = 'open' AND log.lead_type = 'opportunity'
   AND log.stage_id IS NOT NULL
 GROUP BY log.company_id, log.stage_id
HAVING count(*) >= %(enough)s
"""
_USUAL_VALUES = """
SELECT company_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY expected_revenue)
  FROM crm_lead
 WHERE won_status = 'won' AND type = 'opportunity' AND active
   AND date_closed >= %(since)s AND expected_revenue > 0
 GROUP BY company_id
HAVING count(*) >= %(enough)s
"""


class CrmLead(models.Model):
    """Facts that the signs of risk rest on: a fixed number of queries for any number of leads.

    Read in sudo: whether an opportunity is at risk does not depend on who looks at it.
    """

    _inherit = "crm.lead"

    def _crm_deals(self):
        """Return ``{lead: facts for the engine}``; the caller passes ``self`` in sudo."""
        today = fields.Date.context_today(self)
        people, steps = self._crm_people(), self._crm_get_next_steps()
        talks, days = self._crm_last_contacts(), self._crm_stage_days()
        deals = {}
        for lead in self:
            first, closing = lead.crm_first_closing, lead.date_deadline
            deals[lead] = Deal(
                today=today,
                created=fields.Date.context_today(self, lead.create_date),
                people=people.get(lead.id, ()),
                next_step=steps.get(lead.id),
                last_contact=talks.get(lead.id),
                closing=closing or None,
                push_count=lead.crm_push_count,
                pushed_days=max((closing - first).days, 0) if closing and first else 0,
                stage_days=days.get(lead.id),
                value=lead.expected_revenue,
            )
        return deals

    def _crm_people(self):
        """Return ``{lead id: stakeholders as the engine takes them}``."""
        stakeholders = self.env["crm.sales.stakeholder"].search([("lead_id", "in", self.ids)])
        return {
            lead.id: tuple(
                Person(each.partner_id.name or "", each.role, int(each.influence), each.stance)
                for each in same
            )
            for lead, same in stakeholders.grouped("lead_id").items()
        }

    def _crm_last_contacts(self):
        """Return ``{lead id: day}`` on which the customer was reached last, or wrote.

        An interaction about whatever counts: a customer whom we talk to is not silent.
        """
        customers = self.partner_id.commercial_partner_id
        talks = self.env["crm.customer.interaction"]._read_group(
            [("commercial_partner_id", "in", customers.ids), ("is_contact", "=", True)],
            ["commercial_partner_id"],
            ["date:max"],
        )
        talks = dict(talks)
        mails = self.env["mail.message"]._read_group(
            [
                ("model", "=", "crm.lead"),
                ("res_id", "in", self.ids),
                ("message_type", "=", "email"),
            ],
            ["res_id"],
            ["date:max"],
        )
        mails = dict(mails)
        found = {}
        for lead in self:
            moments = [talks.get(lead.partner_id.commercial_partner_id), mails.get(lead.id)]
            moments = [moment for moment in moments if moment]
            if moments:
                found[lead.id] = fields.Date.context_today(self, max(moments))
        return found

    def _crm_stage_days(self):
        """Return ``{lead id: days in the present stage}``."""
        now = self.env.cr.now()
        stays = self.env["crm.sales.stage.log"]._get_open(self)
        return {stay.lead_id.id: (now - stay.date_from).total_seconds() / 86400 for stay in stays}

    def _crm_usual(self, today):
        """Return what is usual for the lead, as of ``today``."""
        stays, values = self._crm_get_usual(today)
        company = self.company_id.id
        return Usual(stays.get((company, self.stage_id.id)), values.get(company))

    @api.model
    @tools.ormcache("today")
    def _crm_get_usual(self, today):
        """Return ``({(company id, stage id): days}, {company id: value})``, medians of won ones.

        Computed once a day by each worker: what is usual does not change by the hour.
        """
        since = today - relativedelta(months=MONTHS)
        self.env["crm.lead"].flush_model()
        self.env["crm.sales.stage.log"].flush_model()
        stays = self.env.execute_query(SQL(_USUAL_STAYS, since=since, enough=ENOUGH))
        values = self.env.execute_query(SQL(_USUAL_VALUES, since=since, enough=ENOUGH))
        return (
            {(company or False, stage): days for company, stage, days in stays},
            {company or False: value for company, value in values},
        )

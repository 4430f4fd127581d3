from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.kpi.period import Period, utc_bounds

from ...tools.forecast.parts import split_deal

DEALS = """
    SELECT lead.id, %(category)s,
           CASE WHEN share.id IS NULL THEN lead.team_id ELSE share.team_id END,
           COALESCE(share.user_id, lead.user_id),
           COALESCE(share.percent, 100)::float, lead.expected_revenue::float
      FROM crm_lead lead
      LEFT JOIN crm_stage stage ON stage.id = lead.stage_id
      LEFT JOIN crm_sales_deal_share share ON share.lead_id = lead.id
     WHERE lead.type = 'opportunity'
       AND (lead.company_id = %(company)s OR %(is_first)s AND lead.company_id IS NULL)
       AND (lead.won_status = 'won'
            AND lead.date_closed >= %(since)s AND lead.date_closed < %(before)s
         OR lead.won_status = 'pending' AND lead.active
            AND lead.date_deadline <= %(stop)s
            AND (%(is_begun)s OR lead.date_deadline >= %(start)s))
     ORDER BY lead.id, share.percent DESC, share.id
"""


class DealPart(NamedTuple):
    """What of an opportunity counts for a person and team, by ids; ``amount`` is a Decimal."""

    lead: int
    category: str
    team: int | bool
    user: int | bool
    amount: object


class CrmSalesForecast(models.Model):
    """Which opportunities are in a period, and for whom they count."""

    _inherit = "crm.sales.forecast"

    def _get_deals(self):
        """Return the :class:`DealPart` of each share, in one query; omitted ones are left out.

        In a period are what was won in it and the open ones that are expected to close in it; what
        should have closed before is in the running period. Without a date nobody expects anything.
        The rights are those of the caller: the figures are for who may read the line.
        """
        self.ensure_one()
        for model in ("crm.lead", "crm.stage", "crm.sales.deal.share"):
            self.env[model].flush_model()
        company = self.company_id
        since, before = utc_bounds(Period(self.date_start, self.date_stop), company._crm_tz())
        rows = self.env.execute_query(
            SQL(
                DEALS,
                category=self.env["crm.lead"]._crm_category_to_sql("lead", "stage"),
                company=company.id,
                is_first=self._is_first(company),
                since=since,
                before=before,
                start=self.date_start,
                stop=self.date_stop,
                is_begun=self.date_start <= company._crm_today(),
            )
        )
        return list(self._split(rows, company.currency_id.decimal_places))

    @api.model
    def _is_first(self, company):
        # sudo: which company is the first is no secret
        first = self.env["res.company"].sudo().search([], order="id", limit=1)
        return company == first

    @api.model
    def _split(self, rows, digits):
        """Yield the parts of each deal: together the deal, to the cent."""
        deals = defaultdict(list)
        for row in rows:
            if row[1] != "omitted":
                deals[row[0]].append(row)
        for lead, shares in deals.items():
            amounts = split_deal(shares[0][5] or 0.0, [row[4] for row in shares], digits)
            for (_lead, category, team, user, *_more), amount in zip(shares, amounts, strict=True):
                yield DealPart(lead, category, team or False, user or False, amount)

    def _get_targets(self):
        """Return ``{(team, person): target}`` of the approved plan of ordered revenue."""
        kpi = self.env.ref("crm_sales.crm_kpi_sales_ordered", raise_if_not_found=False)
        groups = self.env["crm.sales.plan.line"]._read_group(
            [
                ("kpi_id", "=", kpi.id if kpi else 0),
                ("company_id", "=", self.company_id.id),
                ("state", "in", ["approved", "closed"]),
                ("plan_id.dimension", "=", "none"),
                ("date", ">=", fields.Date.to_string(self.date_start)),
                ("date", "<=", fields.Date.to_string(self.date_stop)),
            ],
            ["team_id", "user_id"],
            ["amount:sum"],
        )
        targets = defaultdict(float)
        for team, user, amount in groups:
            targets[False, False] += amount
            if team:
                targets[team.id, False] += amount
            if user:
                targets[team.id, user.id] += amount
        return targets

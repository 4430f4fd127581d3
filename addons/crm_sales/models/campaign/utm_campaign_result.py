from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.campaign.money import payback_months, ratio, return_on_investment
from .utm_campaign import ALL


class UtmCampaign(models.Model):
    """What came of a campaign: what names it, whoever else had a part in it."""

    _inherit = "utm.campaign"

    crm_result_leads = fields.Integer("Leads", compute="_compute_crm_results", groups=ALL)
    crm_result_opportunities = fields.Integer(
        "Opportunities", compute="_compute_crm_results", groups=ALL
    )
    crm_result_won = fields.Integer("Won Deals", compute="_compute_crm_results", groups=ALL)
    crm_result_orders = fields.Integer("Orders", compute="_compute_crm_results", groups=ALL)
    crm_result_revenue = fields.Monetary(
        "Ordered Revenue",
        compute="_compute_crm_results",
        groups=ALL,
        help="Untaxed amount of the confirmed orders of the campaign, by the rate of the order.",
    )
    crm_cost_per_lead = fields.Monetary("Cost per Lead", compute="_compute_crm_returns", groups=ALL)
    crm_cost_per_won = fields.Monetary(
        "Cost per Won Deal", compute="_compute_crm_returns", groups=ALL
    )
    crm_roi = fields.Float(
        "Return on Investment (%)",
        compute="_compute_crm_returns",
        groups=ALL,
        digits=(16, 1),
        help="Revenue less cost, by cost: 100 % brought back twice what it cost.",
    )
    crm_payback_months = fields.Float(
        "Payback (months)",
        compute="_compute_crm_returns",
        groups=ALL,
        digits=(16, 1),
        help="From the start of the campaign until its revenue had covered its cost.",
    )
    crm_has_cost = fields.Boolean(compute="_compute_crm_returns", groups=ALL)
    crm_is_paid_back = fields.Boolean("Paid Back", compute="_compute_crm_returns", groups=ALL)
    crm_lead_percent = fields.Float(
        "Leads Reached", compute="_compute_crm_results", groups=ALL, help="Of those wanted."
    )

    def _crm_get_result_domain(self, kind):
        """Return what counts as ``kind``: leads, opportunities, won or orders."""
        companies = [False, *(self.company_id or self.env.companies).ids]
        domain = Domain("campaign_id", "in", self.ids) & Domain("company_id", "in", companies)
        if kind == "opportunities":
            return domain & Domain("type", "=", "opportunity")
        if kind == "won":
            return domain & Domain("won_status", "=", "won")
        if kind == "orders":
            return domain & Domain("state", "=", "sale")
        return domain

    @api.depends("crm_target_leads", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_results(self):
        leads, orders = {}, {}
        # sudo: figures alone, of the company, for who sees all figures of it
        for campaign, kind, status, company, count in (
            self.env["crm.lead"]
            .sudo()
            .with_context(active_test=False)
            ._read_group(
                [("campaign_id", "in", self.ids)],
                ["campaign_id", "type", "won_status", "company_id"],
                ["__count"],
            )
        ):
            leads.setdefault(campaign.id, []).append((kind, status, company, count))
        for campaign, _day, amount in self._crm_get_order_rows():
            count, revenue = orders.get(campaign, (0, 0.0))
            orders[campaign] = count + 1, revenue + amount
        for campaign in self:
            own = campaign._crm_own_rows(leads.get(campaign._origin.id, []))
            campaign.crm_result_leads = sum(row[-1] for row in own)
            campaign.crm_result_opportunities = sum(
                row[-1] for row in own if row[0] == "opportunity"
            )
            campaign.crm_result_won = sum(row[-1] for row in own if row[1] == "won")
            count, revenue = orders.get(campaign._origin.id, (0, 0.0))
            campaign.crm_result_orders, campaign.crm_result_revenue = count, revenue
            wanted = campaign.crm_target_leads
            campaign.crm_lead_percent = 100 * campaign.crm_result_leads / wanted if wanted else 0.0

    def _crm_own_rows(self, rows):
        companies = self.company_id or self.env.companies
        return [row for row in rows if not row[2] or row[2] in companies]

    def _crm_get_order_rows(self):
        """Return ``[(campaign id, day, untaxed amount)]`` of the confirmed orders.

        In the currency of the order's company, by the rate of the order.
        """
        if not self.ids:
            return []
        # sudo: figures alone, of the company, for who sees all figures of it
        orders = self.env["sale.order"].sudo().search_fetch(
            [("campaign_id", "in", self.ids), ("state", "=", "sale")],
            ["campaign_id", "company_id", "date_order", "amount_untaxed", "currency_rate"],
            order="date_order, id",
        )
        rows = []
        for order in orders:
            companies = order.campaign_id.company_id or self.env.companies
            if order.company_id in companies:
                amount = order.amount_untaxed / (order.currency_rate or 1.0)
                rows.append((order.campaign_id.id, order.date_order.date(), amount))
        return rows

    @api.depends("crm_cost_ids.amount_company", "crm_date_start", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_returns(self):
        revenues = {}
        for campaign, day, amount in self._crm_get_order_rows():
            revenues.setdefault(campaign, []).append((day, amount))
        firsts = self._crm_get_first_days()
        for campaign in self:
            cost = campaign.crm_cost
            campaign.crm_cost_per_lead = ratio(cost, campaign.crm_result_leads) or 0.0
            campaign.crm_cost_per_won = ratio(cost, campaign.crm_result_won) or 0.0
            roi = return_on_investment(campaign.crm_result_revenue, cost)
            campaign.crm_roi = 100 * (roi or 0.0)
            campaign.crm_has_cost = cost > 0
            start = campaign.crm_date_start or firsts.get(campaign._origin.id)
            months = None
            if start:
                own = revenues.get(campaign._origin.id, [])
                months = payback_months(cost, own, start)
            campaign.crm_payback_months = months or 0.0
            campaign.crm_is_paid_back = months is not None

    def _crm_get_first_days(self):
        """Return ``{campaign id: day}`` of the first cost."""
        groups = self.env["crm.sales.campaign.cost"]._read_group(
            [("campaign_id", "in", self.ids)], ["campaign_id"], ["date:min"]
        )
        return {campaign.id: day for campaign, day in groups}

    # opening exactly what was counted
    def _crm_action_leads(self, kind, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_all_leads")
        return action | {
            "name": name,
            "view_mode": "list,kanban,graph,pivot,form,calendar",
            "views": [(False, mode) for mode in ("list", "kanban", "graph", "pivot", "form")],
            "domain": list(self._crm_get_result_domain(kind)),
            "context": {"active_test": False, "create": False},
            "path": False,
        }

    def action_crm_view_leads(self):
        """Open all leads and opportunities of the campaign, lost ones too."""
        return self._crm_action_leads("leads", self.env._("Leads"))

    def action_crm_view_opportunities(self):
        """Open the opportunities of the campaign, lost ones too."""
        return self._crm_action_leads("opportunities", self.env._("Opportunities"))

    def action_crm_view_won(self):
        """Open the won deals of the campaign."""
        return self._crm_action_leads("won", self.env._("Won Deals"))

    def action_crm_view_orders(self):
        """Open the confirmed orders of the campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        domain = list(self._crm_get_result_domain("orders"))
        return action | {"domain": domain, "context": {"create": False}, "path": False}

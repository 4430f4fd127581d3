from odoo import api, fields, models

from .utm_campaign import ALL


class UtmCampaign(models.Model):
    """What campaigns may cost, and what they have cost."""

    _inherit = "utm.campaign"

    crm_budget_ids = fields.One2many(
        "crm.sales.campaign.budget", "campaign_id", "Budget Lines", groups=ALL
    )
    crm_cost_ids = fields.One2many("crm.sales.campaign.cost", "campaign_id", "Costs", groups=ALL)
    crm_budget = fields.Monetary("Budget", compute="_compute_crm_money", groups=ALL)
    crm_cost = fields.Monetary("Actual Cost", compute="_compute_crm_money", groups=ALL)
    crm_budget_left = fields.Monetary("Left of the Budget", compute="_compute_crm_money", groups=ALL)
    crm_cost_percent = fields.Float("Budget Spent", compute="_compute_crm_money", groups=ALL)
    crm_is_over = fields.Boolean("Over Budget", compute="_compute_crm_money", groups=ALL)

    @api.depends("crm_budget_ids.amount", "crm_cost_ids.amount_company", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_money(self):
        budgets = dict(
            self.env["crm.sales.campaign.budget"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["amount:sum"]
            )
        )
        costs = self._crm_get_own_costs()
        for campaign in self:
            budget = budgets.get(campaign._origin, 0.0)
            cost = costs.get(campaign._origin.id, 0.0)
            campaign.crm_budget, campaign.crm_cost = budget, cost
            campaign.crm_budget_left = budget - cost
            campaign.crm_cost_percent = 100 * cost / budget if budget else 0.0
            campaign.crm_is_over = campaign.currency_id.compare_amounts(cost, budget) > 0 if (
                campaign.currency_id and budget
            ) else False

    def _crm_get_budget(self):
        """Return what the campaign may cost, in the currency of its company."""
        # sudo: what is approved does not depend on who looks
        return sum(self.sudo().crm_budget_ids.mapped("amount"))

    def _crm_get_own_costs(self):
        """Return ``{campaign id: amount}``, each in the currency of the campaign's company.

        Of a campaign of all companies, what the current one has spent.
        """
        groups = self.env["crm.sales.campaign.cost"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "company_id"],
            ["amount_company:sum"],
        )
        return {
            campaign.id: amount
            for campaign, company, amount in groups
            if company == (campaign.company_id or self.env.company)
        }

    @api.model
    def _crm_get_costs(self, date_from=None, date_to=None):
        """Return ``{campaign id: amount}`` of what campaigns have cost in a time.

        In the currency of the current company, whose costs they are. Of the campaigns of
        ``self``, of all where that is empty. Both days are included.

        :raise AccessError: the user does not see costs
        """
        domain = [("company_id", "=", self.env.company.id)]
        if self:
            domain.append(("campaign_id", "in", self.ids))
        if date_from:
            domain.append(("date", ">=", date_from))
        if date_to:
            domain.append(("date", "<=", date_to))
        groups = self.env["crm.sales.campaign.cost"]._read_group(
            domain, ["campaign_id"], ["amount_company:sum"]
        )
        return {campaign.id: amount for campaign, amount in groups}

    def action_crm_view_costs(self):
        """Open what the campaign has cost; a new cost belongs to it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_campaign_cost_action"
        )
        company = self.company_id or self.env.company
        return action | {
            "domain": [("campaign_id", "=", self.id), ("company_id", "=", company.id)],
            "context": {"default_campaign_id": self.id, "default_company_id": company.id},
            "path": False,
        }

from odoo import api, fields, models

from ...tools.lifecycle import LIFECYCLE


class CrmCustomerProfile(models.Model):
    """Everything computed about a customer: a row per commercial partner and company.

    Rows are written by SQL alone, see ``_refresh``; nobody edits them.
    """

    _name = "crm.customer.profile"
    _description = "Customer Profile"
    _rec_name = "partner_id"
    _order = "revenue_12m desc, id desc"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)

    # lifecycle
    lifecycle = fields.Selection(
        LIFECYCLE,
        required=True,
        readonly=True,
        group_expand=True,
        help="The stage pinned on the customer, or else the one that the facts say.",
    )
    lifecycle_computed = fields.Selection(
        LIFECYCLE,
        "Lifecycle by Facts",
        required=True,
        readonly=True,
        help="The stage that orders, leads and level say, whatever is pinned.",
    )

    # orders
    first_order_date = fields.Date("First Order", readonly=True)
    last_order_date = fields.Date("Last Order", readonly=True)
    order_count = fields.Integer("Orders", readonly=True)
    revenue_total = fields.Monetary(
        "Revenue", readonly=True, help="Untaxed amount of all confirmed orders."
    )
    revenue_12m = fields.Monetary(
        "Revenue 12 Months",
        readonly=True,
        help="Untaxed amount of the orders confirmed in the last 12 months.",
    )
    order_average = fields.Monetary("Average Order", readonly=True, aggregator="avg")
    order_interval = fields.Float(
        "Days Between Orders",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Average number of days from one order to the next.",
    )

    # pipeline
    open_lead_count = fields.Integer("Open Leads", readonly=True)
    open_opportunity_count = fields.Integer("Open Opportunities", readonly=True)
    open_opportunity_amount = fields.Monetary(
        "Open Expected Revenue",
        readonly=True,
        help="Expected revenue of the open opportunities.",
    )

    # contact
    interaction_count = fields.Integer("Interactions", readonly=True)
    last_interaction_date = fields.Date("Last Interaction", readonly=True)

    # the customer
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    level_id = fields.Many2one(related="partner_id.crm_level_id", string="Level")
    source_id = fields.Many2one(related="partner_id.crm_source_id", string="Source")
    country_id = fields.Many2one(related="partner_id.country_id")
    state_id = fields.Many2one(related="partner_id.state_id", string="Province")
    industry_id = fields.Many2one(related="partner_id.industry_id")

    _partner_company_uniq = models.UniqueIndex("(partner_id, company_id)")
    # what the counters of the kanban join, without reading the table
    _company_partner_idx = models.Index("(company_id, partner_id) INCLUDE (lifecycle, revenue_12m)")
    _order_idx = models.Index("(revenue_12m DESC, id DESC)")
    _lifecycle_idx = models.Index("(company_id, lifecycle, revenue_12m DESC)")

    @api.model
    def _facts_columns(self):
        """Return the names of the columns that the fact queries fill."""
        return [name for columns, _query in self._fact_queries().values() for name in columns]

    def action_open_customer(self):
        """Open the customer of this row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

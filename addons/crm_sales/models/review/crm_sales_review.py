from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.competitor import price_gap

STATES = [("todo", "To Do"), ("done", "Done")]


class CrmSalesReview(models.Model):
    """Why a deal was won or lost, asked once it is decided, best of the customer."""

    _name = "crm.sales.review"
    _description = "Win/Loss Review"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        ondelete="cascade",
        domain="[('type', '=', 'opportunity'), ('won_status', 'in', ('won', 'lost'))]",
        context={"active_test": False},
        groups="sales_team.group_sale_salesman",
    )
    state = fields.Selection(STATES, default="todo", required=True, tracking=True)
    date = fields.Date("Decided On", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        "Reviewer",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
        tracking=True,
        index="btree_not_null",
        help="Asks the customer. Best is not who sold.",
    )
    owner_id = fields.Many2one(related="lead_id.user_id", store=True, string="Salesperson")
    team_id = fields.Many2one(related="lead_id.team_id", store=True)
    company_id = fields.Many2one(related="lead_id.company_id", store=True)
    outcome = fields.Selection(related="lead_id.won_status", store=True, string="Outcome")
    # why
    reason_id = fields.Many2one(
        "crm.sales.review.reason", "Main Reason", ondelete="restrict", tracking=True, index=True
    )
    category = fields.Selection(related="reason_id.category", store=True)
    reason_ids = fields.Many2many(
        "crm.sales.review.reason",
        "crm_sales_review_reason_rel",
        "review_id",
        "reason_id",
        "Further Reasons",
    )
    competitor_id = fields.Many2one(
        "crm.sales.competitor",
        ondelete="restrict",
        index="btree_not_null",
        help="Who won the deal, or was closest to it.",
    )
    # price
    currency_id = fields.Many2one(related="lead_id.company_currency")
    our_price = fields.Monetary(aggregator="avg")
    their_price = fields.Monetary(aggregator="avg")
    price_gap = fields.Float(
        "Our Price Above Theirs",
        compute="_compute_price_gap",
        store=True,
        aggregator="avg",
        help="By which share our price was above theirs; negative when we were cheaper.",
    )
    # interview
    interviewed_id = fields.Many2one(
        "res.partner", "Spoken With", ondelete="set null", index="btree_not_null"
    )
    date_interview = fields.Date("Spoken On")
    answer = fields.Html("What the Customer Says")
    lesson = fields.Html("What We Do Differently")

    # not "required": the host would answer searches for what a reader may not know
    _lead_set = models.Constraint("CHECK(lead_id IS NOT NULL)", "Choose the opportunity.")
    _lead_uniq = models.UniqueIndex("(lead_id)", "There is a review of this deal already.")
    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("our_price", "their_price")
    def _compute_price_gap(self):
        for review in self:
            review.price_gap = price_gap(review.our_price, review.their_price) or 0

    @api.depends("outcome", "reason_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Outcome and reason: the name of the deal is not for all who see reviews."""
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        for review in self:
            words = [labels.get(review.outcome), review.reason_id.name]
            review.display_name = ": ".join(filter(None, words))

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        if self.lead_id:
            self.update(self._prepare_review(self.lead_id))

    @api.model
    def _prepare_review(self, lead):
        """Return what is known of a decided deal without asking."""
        met = lead.sudo().crm_competitor_ids  # sudo: prices and names only, the lead was checked
        rival = met.filtered("is_winner")[:1] or met.sorted("price")[:1]
        return {
            "lead_id": lead.id,
            "date": fields.Date.context_today(self, lead.date_closed or self.env.cr.now()),
            "competitor_id": rival.competitor_id.id,
            "our_price": lead.expected_revenue,
            "their_price": rival.price,
        }

    @api.model
    def _propose(self, leads):
        """Create the reviews of decided deals that want one, with the leader of the team to ask."""
        # sudo: proposed by the system, whoever decided the deal
        known = self.sudo().search([("lead_id", "in", leads.ids)]).lead_id
        reviews = self.sudo().create(
            [
                self._prepare_review(lead)
                | {"user_id": (lead.team_id.user_id or lead.user_id).id or self.env.uid}
                for lead in leads - known
            ]
        )
        for review in reviews:
            review.activity_schedule(
                "mail.mail_activity_data_call",
                summary=self.env._("Ask why the deal was decided like this"),
                user_id=review.user_id.id,
            )

    def action_done(self):
        """Close the reviews.

        :raise UserError: the main reason is missing
        """
        missing = self.filtered(lambda review: not review.reason_id)
        if missing:
            raise UserError(
                self.env._(
                    "Choose the main reason first: %(deals)s.",
                    deals=", ".join(missing.lead_id.mapped("name")),
                )
            )
        self.write({"state": "done"})
        self.activity_unlink(["mail.mail_activity_data_call"])

    def action_reopen(self):
        """Ask once more."""
        self.write({"state": "todo"})

    def action_open_lead(self):
        """Open the opportunity."""
        return self.lead_id._get_records_action()

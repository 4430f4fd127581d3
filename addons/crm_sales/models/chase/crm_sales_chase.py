from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.cash.chase import choose, next_step
from ...tools.cash.split import A, B

STATES = [("running", "Running"), ("done", "All Steps Done"), ("ended", "Ended")]
REASONS = [
    ("answered", "Customer Answered"),
    ("confirmed", "Confirmed"),
    ("cancelled", "Cancelled"),
    ("expired", "Expired"),
    ("changed", "Drafted Anew"),
    ("stopped", "Stopped by Hand"),
    ("no_rule", "No Rule Any More"),
]
VARIANTS = [(A, "A"), (B, "B")]
BY_HAND = {"date_paused"}


class CrmSalesChase(models.Model):
    """How far the follow-up of one quotation is; written by its run and its buttons alone."""

    _name = "crm.sales.chase"
    _description = "Followed Up Quotation"
    _inherit = ["crm.sales.short.mixin"]
    _order = "date_next, amount desc, id"

    order_id = fields.Many2one(
        "sale.order",
        "Quotation",
        readonly=True,
        ondelete="cascade",
        groups="sales_team.group_sale_salesman",
    )
    partner_id = fields.Many2one(related="order_id.partner_id", store=True, index=True)
    user_id = fields.Many2one(related="order_id.user_id", store=True, index=True)
    team_id = fields.Many2one(related="order_id.team_id", string="Sales Team")
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        "Value", readonly=True, help="Without taxes, in the currency of the company."
    )
    validity_date = fields.Date(related="order_id.validity_date")
    rule_id = fields.Many2one("crm.sales.chase.rule", readonly=True, index=True, ondelete="cascade")
    # since when, how far
    date_since = fields.Datetime("Waiting Since", required=True, readonly=True)
    age = fields.Integer("Days Waiting", compute="_compute_age")
    step_id = fields.Many2one(
        "crm.sales.chase.step", "Next Step", readonly=True, ondelete="set null"
    )
    date_next = fields.Date("Next Step On", readonly=True)
    date_paused = fields.Date("Pause Until", help="Nothing is done before this day.")
    state = fields.Selection(STATES, required=True, readonly=True, default="running")
    reason = fields.Selection(REASONS, "Why Ended", readonly=True)
    date_end = fields.Datetime("Ended On", readonly=True)
    variant = fields.Selection(VARIANTS, "Timing", readonly=True)
    turn = fields.Integer(default=1, readonly=True, help="Counts how often it began anew.")
    act_ids = fields.One2many("crm.sales.chase.act", "chase_id", "Done So Far", readonly=True)

    _order_uniq = models.Constraint("UNIQUE(order_id)", "This quotation is followed up already.")
    _order_required = models.Constraint(
        "CHECK(order_id IS NOT NULL)", "A follow-up is of a quotation."
    )
    _next_idx = models.Index("(date_next, amount DESC, id)")
    _running_idx = models.Index("(id) WHERE state = 'running'")

    @api.depends("order_id")
    def _compute_display_name(self):
        for chase in self:
            # sudo: the number alone
            chase.display_name = chase.sudo().order_id.name

    @api.depends("date_since", "state")
    def _compute_age(self):
        now = fields.Datetime.now()
        for chase in self:
            chase.age = (now - chase.date_since).days if chase.date_since else 0

    def write(self, vals):
        if not self.env.su and vals.keys() - BY_HAND:
            raise AccessError(self.env._("A follow-up is changed by its buttons."))
        return super().write(vals)

    # beginning
    @api.model
    def _begin(self, orders, moment):
        """Follow up quotations that were sent at ``moment``; those without a rule are not.

        Called in sudo. One that was followed up before begins anew.
        """
        known = self.search([("order_id", "in", orders.ids)])
        by_order = known.grouped("order_id")
        values = []
        for order in orders:
            rule = self._get_rule(order)
            if not rule:
                continue
            vals = self._prepare_begin(order, rule, moment)
            chase = by_order.get(order)
            if chase:
                chase.write(vals | {"turn": chase.turn + 1})
                chase._plan()
            else:
                values.append(vals | {"order_id": order.id})
        self.create(values)._plan()

    @api.model
    def _prepare_begin(self, order, rule, moment):
        return {
            "rule_id": rule,
            "amount": self._get_amount(order),
            "date_since": moment,
            "date_paused": False,
            "state": "running",
            "reason": False,
            "date_end": False,
            "variant": self.env["crm.sales.chase.rule"].browse(rule)._get_variant(order.id),
        }

    @api.model
    def _get_rule(self, order):
        rules = self.env["crm.sales.chase.rule"]._get_rules(order.company_id.id)
        return choose(rules, self._get_amount(order), order.team_id.id) if rules else None

    @api.model
    def _get_amount(self, order):
        """Return the value of the quotation in the currency of its company."""
        return order.amount_untaxed / (order.currency_rate or 1.0)

    def _plan(self):
        """Write which step is next and on which working day, or that all are done."""
        for company, chases in self.grouped("company_id").items():
            calendar, day_of = chases._get_calendar(company)
            for chase in chases:
                done = chase.act_ids.filtered(lambda act, turn=chase.turn: act.turn == turn)
                steps = chase._get_steps()
                found = next_step(steps, done.step_id.ids)
                if not found:
                    chase.write({"state": "done", "step_id": False, "date_next": False})
                    continue
                key, days = found
                day = calendar.add_working_days(day_of(chase.date_since), days)
                chase.write({"step_id": key, "date_next": day})

    def _get_steps(self):
        """Return the steps with the days of the timing: ``[(id, working days)]``."""
        self.ensure_one()
        is_b = self.rule_id.is_split and self.variant == B
        return [(step.id, (is_b and step.days_b) or step.days) for step in self.rule_id.step_ids]

    def _get_calendar(self, company):
        """Return the working days of ``company`` and what gives the day of a moment there."""
        clock = self.with_context(tz=company.resource_calendar_id.tz or "UTC")

        def day_of(moment):
            return fields.Datetime.context_timestamp(clock, moment).date()

        first = min((day_of(moment) for moment in self.mapped("date_since")), default=None)
        return self.env["crm.workday"]._compiled(company, start=first), day_of

    def _end(self, reason):
        self.write(
            {
                "state": "ended",
                "reason": reason,
                "date_next": False,
                "step_id": False,
                "date_end": fields.Datetime.now(),
            }
        )

    # by hand
    def action_stop(self):
        """Follow it up no more."""
        self.check_access("write")
        # sudo: checked above; how far it is is written by the buttons
        self.filtered(lambda chase: chase.state != "ended").sudo()._end("stopped")

    def action_resume(self):
        """Begin anew with the first step.

        :raise UserError: it is no quotation that was sent, or no rule fits
        """
        self.check_access("write")
        for chase in self:
            # sudo: checked above; the order is that of the chase
            order = chase.sudo().order_id
            if order.state != "sent" or not chase._get_rule(order):
                raise UserError(
                    self.env._("%(order)s waits for no answer, or no rule fits it.",
                               order=chase.display_name)
                )  # fmt: skip
            chase.sudo()._begin(order, fields.Datetime.now())

    def action_open_order(self):
        return self.order_id._get_records_action()

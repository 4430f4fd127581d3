from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.cash.split import A, B, compare, variant

ANSWERS = ("answered", "confirmed")
#: what ended for reasons of our own says nothing about the timing
OURS = ("changed", "stopped", "no_rule")


class CrmSalesChaseRule(models.Model):
    """Compares two timings of a rule: half of the quotations each, by their number alone."""

    _inherit = "crm.sales.chase.rule"

    is_split = fields.Boolean(
        "Compare Two Timings",
        help="Half of the quotations sent from now on follow the days of timing B. Which ones "
        "is by chance, and stays.",
    )
    date_split = fields.Datetime("Compared Since", readonly=True, copy=False)
    split_days = fields.Integer(
        "Answer Within",
        default=14,
        help="Days since the quotation was sent. A quotation counts once they have passed.",
    )
    split_json = fields.Json("Comparison", compute="_compute_split")
    split_words = fields.Char("Result", compute="_compute_split")
    split_winner = fields.Selection([(A, "A"), (B, "B")], compute="_compute_split")

    _split_days_positive = models.Constraint(
        "CHECK(split_days > 0)", "Answers are counted within one day or more."
    )

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        return super().create(
            [vals | ({"date_split": now} if vals.get("is_split") else {}) for vals in vals_list]
        )

    def write(self, vals):
        """A comparison begins when it is switched on; what was before does not count."""
        if vals.get("is_split"):
            begun = self.filtered(lambda rule: not rule.is_split)
            super(CrmSalesChaseRule, begun).write({"date_split": fields.Datetime.now()})
        result = super().write(vals)
        if "is_split" in vals:
            self._plan_anew()
        return result

    def _get_variant(self, order_id):
        """Return which timing an order gets, False when none are compared."""
        return self.is_split and variant(self.id, order_id)

    # figures
    @api.depends("is_split", "date_split", "split_days")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_split(self):
        for rule in self:
            shares = rule._get_shares() if rule.date_split else {A: (0, 0), B: (0, 0)}
            found = compare(shares[A], shares[B])
            rule.split_winner = found["winner"]
            rule.split_json = rule._describe(shares, found)
            rule.split_words = rule.date_split and rule._get_split_words(shares, found)

    def _get_compared(self):
        """Return the condition on the follow-ups that count: their days have passed."""
        self.ensure_one()
        limit = fields.Datetime.now() - timedelta(days=self.split_days)
        return [
            ("rule_id", "=", self._origin.id),
            ("variant", "!=", False),
            ("date_since", ">=", self.date_split),
            ("date_since", "<=", limit),
        ]

    def _get_shares(self):
        """Return ``{timing: (answered in time, all)}`` of what the user may see."""
        shares = {A: [0, 0], B: [0, 0]}
        days = timedelta(days=self.split_days)
        chases = self.env["crm.sales.chase"]
        names = ["variant", "reason", "date_since", "date_end"]
        for chase in chases.search_fetch(self._get_compared(), names):
            in_time = bool(chase.date_end) and chase.date_end - chase.date_since <= days
            if chase.reason in OURS and in_time:
                continue
            shares[chase.variant][0] += in_time and chase.reason in ANSWERS
            shares[chase.variant][1] += 1
        return {key: tuple(share) for key, share in shares.items()}

    def _describe(self, shares, found):
        return [
            {
                "key": key,
                "label": key.upper(),
                "answered": shares[key][0],
                "count": shares[key][1],
                "share": round(100 * shares[key][0] / (shares[key][1] or 1)),
                "low": round(100 * found[key][0]),
                "high": round(100 * found[key][1]),
            }
            for key in (A, B)
        ]

    def _get_split_words(self, shares, found):
        def percent(key):
            return round(100 * shares[key][0] / (shares[key][1] or 1))

        values = {"a": percent(A), "b": percent(B), "days": self.split_days}
        if not min(shares[A][1], shares[B][1]):
            return self.env._("Nothing to compare yet: no quotation has waited %(days)s days.",
                              **values)  # fmt: skip
        if not found["winner"]:
            return self.env._(
                "No difference shown: %(a)s %% answer within %(days)s days in A, %(b)s %% in B, "
                "and that may be chance.",
                **values,
            )
        if found["winner"] == A:
            return self.env._(
                "A gets more answers: %(a)s %% within %(days)s days, against %(b)s %%.", **values
            )
        return self.env._(
            "B gets more answers: %(b)s %% within %(days)s days, against %(a)s %%.", **values
        )

    # buttons
    def action_apply_winner(self):
        """Let all follow-ups go by the timing that gets more answers, and end the comparison.

        :raise UserError: no difference is shown
        """
        self.ensure_one()
        self.check_access("write")
        if not self.split_winner:
            raise UserError(self.split_words or self.env._("No timings are compared."))
        if self.split_winner == B:
            for step in self.step_ids.filtered("days_b"):
                step.days = step.days_b
        self.step_ids.days_b = 0
        self.is_split = False

    def action_view_compared(self):
        """Open the follow-ups that count."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_sales.crm_sales_chase_action")
        context = {"group_by": ["variant", "reason"]}
        return action | {"domain": self._get_compared(), "context": context}

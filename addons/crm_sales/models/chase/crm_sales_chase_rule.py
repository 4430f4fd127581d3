from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools.cash.chase import Rule


class CrmSalesChaseRule(models.Model):
    """Which quotations are followed up, and by which steps; the first rule that fits counts."""

    _name = "crm.sales.chase.rule"
    _description = "Follow-up of Quotations"
    _inherit = ["crm.cached.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one(
        "crm.team", "Sales Team", check_company=True, ondelete="cascade", help="Empty: all teams."
    )
    amount_min = fields.Monetary("From Value")
    amount_max = fields.Monetary("Below Value", help="0: without an end.")
    step_ids = fields.One2many("crm.sales.chase.step", "rule_id", "Steps", copy=True)
    chase_count = fields.Integer("Quotations", compute="_compute_chase_count")

    _range_ordered = models.Constraint(
        "CHECK(COALESCE(amount_min, 0) >= 0 AND "
        "(COALESCE(amount_max, 0) = 0 OR amount_max > COALESCE(amount_min, 0)))",
        "The values of a rule are not negative, and the end is above the beginning.",
    )

    def _compute_chase_count(self):
        counts = dict(
            self.env["crm.sales.chase"]._read_group(
                [("rule_id", "in", self.ids), ("state", "=", "running")],
                ["rule_id"],
                ["__count"],
            )
        )
        for rule in self:
            rule.chase_count = counts.get(rule, 0)

    @api.constrains("active", "step_ids")
    def _check_steps(self):
        for rule in self:
            if rule.active and not rule.step_ids:
                raise ValidationError(self.env._("%(rule)s: add the steps.", rule=rule.name))

    @api.model
    @tools.ormcache("company_id", cache="default")
    def _get_rules(self, company_id):
        """Return the plain rules of a company in their order; kept until one changes."""
        # sudo: which rule counts does not depend on who sends the quotation
        rules = self.sudo().search([("company_id", "=", company_id)])
        return tuple(
            Rule(rule.id, rule.amount_min, rule.amount_max, rule.team_id.id or None)
            for rule in rules
        )

    def _plan_anew(self):
        """Let the running follow-ups of these rules go on by the steps as they are now."""
        # sudo: whoever may change the rule moves what follows it
        chases = self.env["crm.sales.chase"].sudo()
        chases.search([("rule_id", "in", self.ids), ("state", "=", "running")])._plan()

    def action_view_chases(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_sales.crm_sales_chase_action")
        return action | {"domain": [("rule_id", "in", self.ids)], "context": {}}

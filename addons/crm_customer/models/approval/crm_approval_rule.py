from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmApprovalRule(models.Model):
    """Who approves what: the first rule that matches a request says the steps."""

    _name = "crm.approval.rule"
    _description = "Approval Rule"
    _order = "sequence, amount_min desc, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=lambda self: self.env["crm.approval"]._selection_kind(),
        string="Approval Of",
        required=True,
        index=True,
    )
    res_model = fields.Char(compute="_compute_res_model")
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index="btree_not_null",
        help="Empty: for all companies.",
    )

    # when it matches
    amount_min = fields.Float(
        "From Amount",
        default=0.0,
        help="In the currency of the company. Of two rules of the same sequence the one with "
        "the higher amount is tried first.",
    )
    domain = fields.Char(
        "Only Where", default="[]", help="Only records whose fields match this filter."
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Requested By",
        help="Only requests of people with one of these roles. Empty: of everybody.",
    )

    # what it says
    is_free = fields.Boolean(
        "No Approval Needed", help="What matches this rule is allowed without being asked for."
    )
    step_ids = fields.One2many("crm.approval.rule.step", "rule_id", "Steps", copy=True)
    approval_count = fields.Integer("Approvals", compute="_compute_approval_count")

    _amount_min_positive = models.Constraint(
        "CHECK(amount_min >= 0)", "The amount from which a rule counts is not negative."
    )

    @api.depends("kind")
    def _compute_res_model(self):
        models_of = self.env["crm.approval"]._get_models_of_kinds()
        for rule in self:
            rule.res_model = models_of.get(rule.kind)

    def _compute_approval_count(self):
        counts = dict(
            self.env["crm.approval"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.approval_count = counts.get(rule, 0)

    @api.constrains("is_free", "step_ids", "active")
    def _check_steps(self):
        for rule in self.filtered("active"):
            if not rule.is_free and not rule.step_ids:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: add the steps, or say that no approval is needed.",
                        rule=rule.name,
                    )
                )

    @api.constrains("domain", "kind")
    def _check_domain(self):
        for rule in self:
            subjects = self.env.get(rule.res_model)
            if subjects is None:
                continue
            try:
                subjects.sudo().search(rule._get_domain(), limit=1)
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: the filter cannot be used: %(error)s",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    def _get_domain(self):
        return literal_eval(self.domain or "[]")

    @api.model
    def _find(self, kind, company, amount, subject, requester):
        """Return the first rule that matches, or an empty one.

        Called in sudo: which rule counts does not depend on what the requester may read.

        :param amount: in the currency of ``company``
        """
        rules = self.search(
            [
                ("kind", "=", kind),
                ("company_id", "in", [company.id, False]),
                ("amount_min", "<=", amount),
            ]
        )
        return next((rule for rule in rules if rule._matches(subject, requester)), self.browse())

    def _matches(self, subject, requester):
        """Say whether the subject's fields and the requester's roles are those of the rule."""
        domain = self._get_domain()
        if self.group_ids and not self.group_ids & requester.all_group_ids:
            return False
        return not domain or bool(subject.filtered_domain(domain))

    def action_open_approvals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_approval_action")
        return action | {"domain": [("rule_id", "=", self.id)], "context": {}}

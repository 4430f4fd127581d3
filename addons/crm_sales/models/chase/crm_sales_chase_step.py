from odoo import api, fields, models
from odoo.exceptions import ValidationError

ACTIONS = [("activity", "Activity"), ("mail", "E-mail")]


class CrmSalesChaseStep(models.Model):
    """What is done so many working days after a quotation was sent without an answer."""

    _name = "crm.sales.chase.step"
    _description = "Step of a Follow-up"
    _order = "rule_id, days, id"

    rule_id = fields.Many2one("crm.sales.chase.rule", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="rule_id.company_id")
    name = fields.Char("What Is Done", required=True, translate=True)
    days = fields.Integer("Working Days", required=True, default=3)
    days_b = fields.Integer(
        "Working Days B", help="In the other timing of a comparison; 0: the same as in A."
    )
    action = fields.Selection(ACTIONS, required=True, default="activity")
    template_id = fields.Many2one(
        "mail.template",
        "E-mail Template",
        domain="[('model', '=', 'sale.order')]",
        ondelete="restrict",
    )
    note = fields.Char(help="Told to the salesperson in the activity.")

    _days_positive = models.Constraint(
        "CHECK(days > 0 AND COALESCE(days_b, 0) >= 0)",
        "A step comes a working day after the quotation at least.",
    )

    @api.constrains("action", "template_id")
    def _check_template(self):
        for step in self:
            if step.action == "mail" and step.template_id.model != "sale.order":
                raise ValidationError(
                    self.env._("%(step)s: choose a template for quotations.", step=step.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.rule_id._plan_anew()
        return steps

    def write(self, vals):
        result = super().write(vals)
        if {"days", "days_b", "rule_id"} & vals.keys():
            self.rule_id._plan_anew()
        return result

    def unlink(self):
        rules = self.rule_id
        result = super().unlink()
        rules.exists()._plan_anew()
        return result

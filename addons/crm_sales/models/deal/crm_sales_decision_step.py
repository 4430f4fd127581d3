from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CrmSalesDecisionStep(models.Model):
    """A step on the way to the customer's decision: what, when, by whom, done or not."""

    _name = "crm.sales.decision.step"
    _description = "Step of a Decision"
    _inherit = ["crm.sales.deal.part.mixin"]
    _order = "sequence, date, id"

    sequence = fields.Integer(default=10)
    name = fields.Char("Step", required=True)
    date = fields.Date()
    stakeholder_id = fields.Many2one(
        "crm.sales.stakeholder",
        "Who Decides",
        ondelete="set null",
        index="btree_not_null",
        domain="[('lead_id', '=', lead_id)]",
    )
    is_done = fields.Boolean("Done")
    note = fields.Char()
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")

    @api.depends("date", "is_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for step in self:
            step.is_late = bool(step.date) and not step.is_done and step.date < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("is_done", "=", False) & Domain("date", "<", fields.Date.context_today(self))

    @api.constrains("stakeholder_id", "lead_id")
    def _check_stakeholder_id(self):
        """:raise ValidationError: who decides is of another opportunity"""
        for step in self:
            if step.stakeholder_id and step.stakeholder_id.lead_id != step.lead_id:
                raise ValidationError(
                    self.env._(
                        "%(step)s: who decides is no stakeholder of this opportunity.",
                        step=step.name,
                    )
                )

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

SIDES = [("ours", "We"), ("customer", "Customer")]


class CrmSalesMutualStep(models.Model):
    """A step that we and the customer agreed on: what, who, until when, done or not."""

    _name = "crm.sales.mutual.step"
    _description = "Step of a Mutual Plan"
    _inherit = ["crm.sales.deal.part.mixin"]
    _order = "sequence, date_due, id"

    sequence = fields.Integer(default=10)
    name = fields.Char("Step", required=True)
    side = fields.Selection(SIDES, "Whose Step", required=True, default="ours")
    user_id = fields.Many2one(
        "res.users",
        "Our Person",
        ondelete="set null",
        domain="[('share', '=', False)]",
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer's Person", ondelete="set null", index="btree_not_null"
    )
    days_before = fields.Integer(
        "Days Before Going Live",
        help="When the day of going live moves, the step moves with it. 0 and a date: it stays.",
    )
    date_due = fields.Date("Due On", compute="_compute_date_due", store=True, readonly=False)
    is_done = fields.Boolean("Done")
    date_done = fields.Date("Done On", readonly=True, copy=False)
    done_by = fields.Char("Ticked By", readonly=True, copy=False)
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")

    _days_known = models.Constraint(
        "CHECK(days_before >= 0)", "Days before going live are not negative."
    )
    _order_idx = models.Index("(lead_id, sequence, date_due, id)")

    @api.depends("days_before", "lead_id.crm_date_go_live")
    def _compute_date_due(self):
        for step in self:
            # sudo: the day alone, of the opportunity that the step is of
            day = step.lead_id.sudo().crm_date_go_live
            if day and step.days_before and not step.is_done:
                step.date_due = day - timedelta(days=step.days_before)
            elif not step.date_due:
                step.date_due = False

    @api.depends("date_due", "is_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for step in self:
            step.is_late = bool(step.date_due) and not step.is_done and step.date_due < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("is_done", "=", False) & Domain(
            "date_due", "<", fields.Date.context_today(self)
        )

    @api.constrains("side", "user_id", "partner_id")
    def _check_side(self):
        """:raise ValidationError: the customer's step for one of us, or the other way round"""
        for step in self:
            if (step.side == "ours" and step.partner_id) or (
                step.side == "customer" and step.user_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(step)s: a step of ours has our person, one of the customer theirs.",
                        step=step.name,
                    )
                )

    @api.onchange("side")
    def _onchange_side(self):
        if self.side == "ours":
            self.partner_id = False
        else:
            self.user_id = False

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._note_done(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._note_done(vals))

    @api.model
    def _note_done(self, vals):
        """Note day and person beside the tick, and forget them with it."""
        if "is_done" not in vals:
            return vals
        if not vals["is_done"]:
            return vals | {"date_done": False, "done_by": False}
        known = {"date_done": fields.Date.context_today(self), "done_by": self.env.user.name}
        return known | vals

    def _get_tickable(self, partner):
        """Return the steps that ``partner`` ticks: the customer's own, and those of nobody."""
        return self.filtered(
            lambda step: step.side == "customer" and step.partner_id in (partner, partner.browse())
        )

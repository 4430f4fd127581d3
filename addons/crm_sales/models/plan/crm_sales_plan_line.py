from odoo import api, fields, models
from odoo.exceptions import UserError

# what says whose target it is, and of which month
PLACE = ("team_id", "user_id", "category_id", "level_id")


class CrmSalesPlanLine(models.Model):
    """A cell of a plan: what a person, or a team as such, is to reach in a month."""

    _name = "crm.sales.plan.line"
    _description = "Target in a Sales Plan"
    _order = "plan_id desc, team_id, user_id, category_id, level_id, date, id"
    _check_company_auto = True
    _rec_name = "plan_id"

    plan_id = fields.Many2one("crm.sales.plan", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kpi_id = fields.Many2one(related="plan_id.kpi_id", store=True)
    state = fields.Selection(related="plan_id.state", store=True)
    date = fields.Date("Month", required=True, help="The first day of the month.")
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users",
        "Person",
        domain="[('share', '=', False)]",
        ondelete="restrict",
        help="Empty: for the team as such, such as a post that is still vacant.",
    )
    category_id = fields.Many2one("product.category", ondelete="restrict")
    level_id = fields.Many2one("crm.customer.level", ondelete="restrict")
    amount = fields.Float("Target", digits=(16, 2))
    is_locked = fields.Boolean("Locked", help="A split leaves it as it is.")
    proposed = fields.Float(digits=(16, 2), copy=False, help="What the person thinks possible.")
    has_proposed = fields.Boolean(copy=False)
    last_amount = fields.Float(
        "The Year Before", digits=(16, 2), readonly=True, help="The figure of the same month."
    )
    before_amount = fields.Float("Before the Revision", digits=(16, 2), readonly=True, copy=False)

    _place_uniq = models.UniqueIndex(
        "(plan_id, date, COALESCE(team_id, 0), COALESCE(user_id, 0), "
        "COALESCE(category_id, 0), COALESCE(level_id, 0))",
        "There is a target for this person and month already.",
    )
    _amount_positive = models.Constraint(
        "CHECK(amount >= 0 AND proposed >= 0)", "A target is not negative."
    )
    _user_idx = models.Index("(user_id, date) WHERE user_id IS NOT NULL")
    _order_idx = models.Index("(plan_id DESC, team_id, user_id, category_id, level_id, date, id)")

    @api.constrains("date", "plan_id")
    def _check_date(self):
        for line in self:
            if line.date not in line.plan_id._get_months():
                raise UserError(
                    self.env._(
                        "%(date)s is no first day of a month of %(plan)s.",
                        date=line.date,
                        plan=line.plan_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.plan_id._check_draft()
        return lines

    def write(self, vals):
        self.plan_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self.plan_id._check_draft()

    def _get_place(self):
        """Return whose target it is: the ids of ``PLACE``."""
        return tuple(self[name].id for name in PLACE)

    def _get_part_name(self):
        """Return the product category or customer level, if the plan goes by one."""
        return self.category_id.display_name or self.level_id.display_name or ""

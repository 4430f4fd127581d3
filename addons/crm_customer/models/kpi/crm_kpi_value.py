from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.kpi.progress import STATUSES

DAYS_PARAMETER = "crm_customer.kpi_value_days"
DAYS = 0


class CrmKpiValue(models.Model):
    """What was known of a goal on a day. Written once by the daily job, changed by nobody.

    Readable by whoever may read the goal. It goes with its goal, which managers delete, or
    when the goal is over for longer than the setting keeps it.
    """

    _name = "crm.kpi.value"
    _description = "KPI Value"
    _inherit = "crm.retention.mixin"
    _order = "date desc, id desc"
    _rec_name = "goal_id"
    _kept_parameter = DAYS_PARAMETER

    goal_id = fields.Many2one("crm.kpi.goal", required=True, ondelete="cascade", readonly=True)
    date = fields.Date(required=True, readonly=True, help="By the clock of the company.")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    kpi_id = fields.Many2one(
        "crm.kpi", "KPI", required=True, readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", "Owner", readonly=True, help="On that day.")
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, help="On that day.")
    value = fields.Float(
        readonly=True, digits=(16, 2), aggregator="avg", help="Of the period so far."
    )
    has_value = fields.Boolean("Has a Figure", readonly=True)
    record_count = fields.Integer(
        "Records", readonly=True, aggregator=None, help="Behind the figure on that day."
    )
    target = fields.Float("Target Value", readonly=True, digits=(16, 2), aggregator="avg")
    target_to_date = fields.Float("Due by Then", readonly=True, digits=(16, 2), aggregator="avg")
    attainment = fields.Float("Attainment (%)", readonly=True, digits=(16, 1), aggregator="avg")
    probability = fields.Float("Probability (%)", readonly=True, digits=(16, 0), aggregator="avg")
    is_projected = fields.Boolean("Has a Probability", readonly=True)
    status = fields.Selection(STATUSES, required=True, readonly=True)
    # today's matches, as the reader
    value_text = fields.Char("Figure Then", compute="_compute_now")
    now_text = fields.Char("Figure Now", compute="_compute_now")
    difference_text = fields.Char("Difference", compute="_compute_now")

    _goal_date_uniq = models.UniqueIndex(
        "(goal_id, date)", "There is a snapshot of this goal for this day already."
    )
    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("goal_id", "date")
    def _compute_display_name(self):
        for value in self:
            value.display_name = self.env._(
                "%(goal)s on %(date)s",
                goal=value.goal_id.display_name or "",
                date=fields.Date.to_string(value.date) or "",
            )

    @api.depends_context("uid", "lang")
    def _compute_now(self):
        """The same window counted again: what was entered late, corrected, deleted since."""
        for value in self:
            goal = value.goal_id
            then = value.value if value.has_value else None
            now = value._get_value_now()
            value.value_text = goal._format(then) if then is not None else False
            value.now_text = goal._format(now) if now is not None else False
            value.difference_text = goal._format(now - then) if None not in (now, then) else False

    def _get_value_now(self):
        goal = self.goal_id
        if not goal._can_read_records():
            return None
        return goal._get_values({goal: [goal._get_window(self.date)]})[goal][0][0]

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")  # granted to nobody: the daily job asks in sudo
        return super().create(vals_list)

    def write(self, vals):
        if vals:
            self.check_access("write")  # granted to nobody; nor may sudo
            raise UserError(self.env._("A snapshot never changes."))
        return super().write(vals)

    @api.model
    def _sql_expired(self, limit):
        """Goals that are not over are projected from all of their snapshots."""
        return SQL(
            """
            date < %(limit)s AND EXISTS (
                SELECT FROM crm_kpi_goal goal
                 WHERE goal.id = crm_kpi_value.goal_id AND goal.date_stop < %(limit)s)
            """,
            limit=limit.date(),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_goal(self):
        # the database deletes it with its goal, without asking here
        raise UserError(self.env._("A snapshot is deleted with its goal alone."))

    def action_open_records(self):
        """Open today's matches of the same window; the title says what has changed."""
        self.ensure_one()
        self.check_access("read")
        title = self.env._(
            "%(goal)s: then %(then)s, now %(now)s",
            goal=self.goal_id.name,
            then=self.value_text or "–",
            now=self.now_text or "–",
        )
        return self.goal_id._get_records_action_on(self.date, title)

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ...tools.swot import strategy_of

STATES = [("open", "To Do"), ("doing", "In Progress"), ("done", "Done"), ("dropped", "Dropped")]
STRATEGIES = [
    ("so", "Use Strength for Opportunity (SO)"),
    ("wo", "Mend Weakness for Opportunity (WO)"),
    ("st", "Use Strength against Threat (ST)"),
    ("wt", "Mend Weakness against Threat (WT)"),
]
OPEN = ("open", "doing")


class CrmSalesSwotAction(models.Model):
    """What we do because of an analysis: which points it joins, who, until when."""

    _name = "crm.sales.swot.action"
    _description = "Action of a SWOT Analysis"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"

    swot_id = fields.Many2one(
        "crm.sales.swot", "SWOT Analysis", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="swot_id.company_id")
    name = fields.Char("What to Do", required=True)
    note = fields.Text()
    item_ids = fields.Many2many(
        "crm.sales.swot.item",
        string="Joins",
        domain="[('swot_id', '=', swot_id)]",
        help="Which strength or weakness meets which opportunity or threat.",
    )
    strategy = fields.Selection(
        STRATEGIES, compute="_compute_strategy", store=True, help="By the points that it joins."
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    date_due = fields.Date("Due On", required=True, tracking=True)
    state = fields.Selection(
        STATES, required=True, default="open", copy=False, tracking=True, group_expand=True
    )
    date_done = fields.Date("Done On", readonly=True, copy=False)
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _due_idx = models.Index("(date_due, id)")

    @api.depends("item_ids.quadrant")
    def _compute_strategy(self):
        for action in self:
            action.strategy = strategy_of(action.item_ids.mapped("quadrant")) or False

    @api.depends("date_due", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for action in self:
            action.is_late = (
                action.state in OPEN and bool(action.date_due) and action.date_due < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", OPEN) & Domain(
            "date_due", "<", fields.Date.context_today(self)
        )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for action in self:
            action.is_mine = action.user_id == self.env.user

    @api.constrains("item_ids", "swot_id")
    def _check_item_ids(self):
        """:raise ValidationError: a point of another analysis"""
        for action in self:
            if action.item_ids.swot_id - action.swot_id:
                raise ValidationError(
                    self.env._("%s joins points of another analysis.", action.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        for action in actions.filtered(lambda each: each.state in OPEN):
            action._plan_activity()
        return actions

    def write(self, vals):
        if vals.get("state") in ("done", "dropped"):
            vals = {"date_done": fields.Date.context_today(self)} | vals
        elif vals.get("state"):
            vals = {"date_done": False} | vals
        result = super().write(vals)
        if vals.get("state") in ("done", "dropped"):
            self.activity_unlink(["mail.mail_activity_data_todo"])
        elif {"user_id", "date_due"} & vals.keys():
            self.activity_reschedule(
                ["mail.mail_activity_data_todo"],
                date_deadline=fields.Date.to_date(vals.get("date_due")),
                new_user_id=vals.get("user_id"),
            )
        return result

    def _plan_activity(self):
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            self.date_due,
            summary=self.name,
            user_id=self.user_id.id,
        )

    def action_start(self):
        """Begin with the actions: their owners may, and who keeps analyses."""
        self._get_mine().state = "doing"

    def action_done(self):
        """Say that the actions are done: their owners may, and who keeps analyses."""
        self._get_mine().state = "done"

    def _get_mine(self):
        """Return the actions so that their owner may change their state.

        :raise AccessError: an action of somebody else, for who only reads
        """
        self.check_access("read")
        if self.has_access("write"):
            return self
        if self.user_id - self.env.user:
            raise AccessError(self.env._("Only the owner of an action says that it is done."))
        # sudo: the owner, checked above, changes the state alone
        return self.sudo()

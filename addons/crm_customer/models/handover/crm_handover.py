from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import SQL

OPEN = ("draft", "scheduled")
DAYS_PARAMETER = "crm_customer.handover_days"
DAYS = 1095


class CrmHandover(models.Model):
    """What one colleague has in hand goes to others: on leaving, or without leaving.

    Everything moved is noted in ``item_ids``, so that it can be undone.
    """

    _name = "crm.handover"
    _description = "Hand-Over"
    _inherit = ["crm.sealed.mixin", "crm.retention.mixin"]
    _order = "date desc, id desc"
    _kept_parameter = DAYS_PARAMETER
    _kept_default = DAYS
    _sealed_fields = frozenset({"item_ids", "previous_group_ids", "start_user_id", "state"})

    # who, to whom, when
    name = fields.Char(compute="_compute_name")
    user_id = fields.Many2one(
        "res.users",
        "Handed Over By",
        required=True,
        domain="[('share', '=', False)]",
        index=True,
        ondelete="restrict",
    )
    share_ids = fields.One2many(
        "crm.handover.share",
        "handover_id",
        "Successors",
        compute="_compute_share_ids",
        store=True,
        readonly=False,
    )
    date = fields.Date(required=True, default=lambda self: fields.Date.context_today(self))
    company_id = fields.Many2one(
        "res.company",
        required=True,
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        index=True,
    )
    is_leaving = fields.Boolean(
        "Leaves the Company",
        help="At the end the user leaves the sales teams, loses all access groups and is archived.",
    )
    note = fields.Char("Reason")

    # what
    source_ids = fields.One2many(
        "crm.handover.source",
        "handover_id",
        "Open Work",
        compute="_compute_source_ids",
        store=True,
        readonly=False,
    )
    item_ids = fields.One2many("crm.handover.item", "handover_id", "Journal", readonly=True)

    # how far it is
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("running", "Running"),
            ("done", "Done"),
            ("undoing", "Being Undone"),
            ("undone", "Undone"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    start_user_id = fields.Many2one("res.users", "Started By", readonly=True, copy=False)
    open_count = fields.Integer("Found", compute="_compute_open_count")
    planned_count = fields.Integer("Waiting", compute="_compute_counts")
    moved_count = fields.Integer("Moved", compute="_compute_counts")
    kept_count = fields.Integer("Left Where It Was", compute="_compute_counts")
    returned_count = fields.Integer("Returned", compute="_compute_counts")
    progress = fields.Float("Progress (%)", compute="_compute_counts")
    # to be given back by an undo
    previous_group_ids = fields.Many2many("res.groups", readonly=True, copy=False)

    @api.depends("user_id", "is_leaving")
    def _compute_name(self):
        for handover in self:
            text = (
                self.env._("%(name)s leaves", name=handover.user_id.name or "")
                if handover.is_leaving
                else self.env._("%(name)s hands over", name=handover.user_id.name or "")
            )
            handover.name = text

    @api.depends("name")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = handover.name

    @api.depends("user_id")
    def _compute_company_id(self):
        """Propose the person's company, if one works there, too."""
        for handover in self.filtered(lambda handover: handover.state in OPEN):
            # sudo: in which company a colleague works is no secret
            company = handover.user_id.sudo().company_id
            reachable = company in self.env.companies
            handover.company_id = company if reachable else self.env.company

    @api.depends("user_id")
    def _compute_share_ids(self):
        """Propose the back-up person."""
        for handover in self.filtered(lambda handover: handover.state in OPEN):
            backup = handover.user_id.crm_backup_id
            if backup and not handover.share_ids:
                handover.share_ids = [Command.create({"user_id": backup.id})]

    @api.depends("user_id", "is_leaving", "company_id")
    def _compute_source_ids(self):
        """Count the open work, kind by kind."""
        for handover in self.filtered(lambda handover: handover.state in OPEN):
            handover.source_ids = handover._source_commands()

    @api.depends("source_ids.count", "source_ids.is_moved")
    def _compute_open_count(self):
        for handover in self:
            moved = handover.source_ids.filtered("is_moved")
            handover.open_count = sum(moved.mapped("count"))

    @api.depends("item_ids.state")
    def _compute_counts(self):
        groups = self.env["crm.handover.item"]._read_group(
            [("handover_id", "in", self.ids)], ["handover_id", "state"], ["__count"]
        )
        counts = {(handover.id, state): count for handover, state, count in groups}
        for handover in self:
            count = {
                state: counts.get((handover._origin.id, state), 0)
                for state in ("planned", "moved", "kept", "returned")
            }
            handover.planned_count = count["planned"]
            handover.moved_count = count["moved"]
            handover.kept_count = count["kept"]
            handover.returned_count = count["returned"]
            total = sum(count.values())
            waiting = count["moved"] if handover.state == "undoing" else count["planned"]
            handover.progress = 100 * (total - waiting) / total if total else 0

    @api.constrains("user_id", "share_ids")
    def _check_successors(self):
        for handover in self:
            if handover.user_id in handover.share_ids.user_id:
                raise ValidationError(
                    self.env._("%(name)s cannot be the successor.", name=handover.user_id.name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if any(handover.state not in OPEN for handover in self):
            raise UserError(self.env._("A hand-over that was started is kept as a journal."))

    @api.model
    def _sql_expired(self, limit):
        return SQL("date < %s AND state IN ('done', 'undone')", limit)

    def write(self, vals):
        asked = {"user_id", "date", "is_leaving", "company_id", "share_ids", "source_ids"}
        if (
            not self.env.su
            and asked & vals.keys()
            and any(handover.state not in OPEN for handover in self)
        ):
            raise UserError(self.env._("This hand-over has started: it cannot be changed."))
        return super().write(vals)

    # what people do

    def action_count(self):
        """Count the open work again."""
        for handover in self.filtered(lambda handover: handover.state in OPEN):
            chosen = {source.key: source.is_moved for source in handover.source_ids}
            handover.source_ids = handover._source_commands(chosen)

    def action_take_leaders(self):
        """Let the leaders of the person's teams be the successors."""
        for handover in self:
            # sudo: who leads which team is no secret among colleagues
            teams = handover.user_id.sudo().crm_team_member_ids.crm_team_id
            leaders = teams.user_id.filtered("active") - handover.user_id
            if not leaders:
                raise UserError(
                    self.env._("No team of %(name)s has a leader.", name=handover.user_id.name)
                )
            handover.share_ids = [
                Command.clear(),
                *(Command.create({"user_id": leader.id}) for leader in leaders),
            ]

    def action_start(self):
        """Hand over now, or on the day that was chosen.

        :raise UserError: nobody succeeds, or the person may not be made to leave
        """
        for handover in self:
            handover.check_access("write")
            handover._check_ready()
            # sudo: how far it is, and who began, is not for editing
            engine = handover.sudo()
            engine.start_user_id = self.env.user
            if handover.date > fields.Date.context_today(handover):
                engine.state = "scheduled"
            else:
                handover._begin()

    def action_reset(self):
        """Take a scheduled hand-over back to draft."""
        self.check_access("write")
        # sudo: the state is not for editing
        self.sudo().filtered(lambda handover: handover.state == "scheduled").state = "draft"

    def action_undo(self):
        """Give back what was moved and not touched since."""
        for handover in self.filtered(lambda handover: handover.state == "done"):
            handover.check_access("write")
            if handover.is_leaving:
                handover._check_may_leave(self.env.user)
            handover._begin_undo()

    def action_view_items(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_handover_item_action"
        )
        return action | {"domain": [("handover_id", "=", self.id)]}

    # what must hold

    def _check_ready(self):
        self.ensure_one()
        if self.state not in OPEN:
            raise UserError(self.env._("This hand-over has started already."))
        needed = self.source_ids.filtered(lambda source: source.is_moved and not source.is_end)
        if any(needed.mapped("count")) and not sum(self.share_ids.mapped("weight")):
            raise UserError(self.env._("Say who succeeds, with a share above 0."))
        if self.is_leaving:
            self._check_may_leave(self.env.user)

    def _check_may_leave(self, acting):
        """Refuse to make somebody leave over whom ``acting`` has no say.

        :raise UserError: says why
        """
        user = self.user_id.sudo()
        if user == acting:
            raise UserError(self.env._("Nobody leaves by the own hand."))
        is_admin = acting.has_group("base.group_erp_manager")
        kept = user.group_ids | self.sudo().previous_group_ids
        administers = self.env.ref("base.group_erp_manager") in kept.all_implied_ids
        if administers and not is_admin:
            raise UserError(
                self.env._(
                    "%(name)s administers access: only an administrator may let them leave.",
                    name=user.name,
                )
            )
        if beyond := user.company_ids - acting.company_ids:
            raise UserError(
                self.env._(
                    "%(name)s also works in %(companies)s, where you do not. Hand over without "
                    "leaving, or ask somebody who works there, too.",
                    name=user.name,
                    companies=", ".join(beyond.mapped("name")),
                )
            )

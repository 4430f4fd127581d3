from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache


class CrmServiceTeam(models.Model):
    """Who answers tickets together, in which hours."""

    _name = "crm.service.team"
    _description = "Service Team"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    # who
    user_id = fields.Many2one(
        "res.users",
        "Team Leader",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        check_company=True,
        index="btree_not_null",
        default=lambda self: self.env.user,
        tracking=True,
    )
    member_ids = fields.Many2many(
        "res.users",
        "crm_service_team_member_rel",
        "team_id",
        "user_id",
        "Members",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        check_company=True,
    )
    # when
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        check_company=True,
        help="The hours in which the clocks of this team run; empty: those of the company.",
    )
    stage_ids = fields.Many2many("crm.service.stage", string="Stages")
    # how it stands
    open_count = fields.Integer("Open", compute="_compute_counts")
    unassigned_count = fields.Integer("Unassigned", compute="_compute_counts")
    mine_count = fields.Integer("My Tickets", compute="_compute_counts")
    waiting_count = fields.Integer("Waiting", compute="_compute_counts")
    urgent_count = fields.Integer("Urgent", compute="_compute_counts")

    _name_company_uniq = models.UniqueIndex(
        "(company_id, name)", "The company has a service team of this name already."
    )

    def _counted(self):
        """Return ``{field: Domain}`` of the tickets that each figure of a team counts."""
        return {
            "open_count": Domain.TRUE,
            "unassigned_count": Domain("user_id", "=", False),
            "mine_count": Domain("user_id", "=", self.env.uid),
            "waiting_count": Domain("is_waiting", "=", True),
            "urgent_count": Domain("priority", "=", "3"),
        }

    @api.depends_context("uid")
    def _compute_counts(self):
        tickets = self.env["crm.service.ticket"]
        open_ones = Domain("team_id", "in", self.ids) & Domain("is_closed", "=", False)
        for name, domain in self._counted().items():
            counts = dict(tickets._read_group(open_ones & domain, ["team_id"], ["__count"]))
            for team in self:
                team[name] = counts.get(team._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        self._forget_stages(set().union(*vals_list))
        return teams

    def write(self, vals):
        result = super().write(vals)
        self._forget_stages(vals)
        return result

    @api.model
    def _forget_stages(self, names):
        """The stages of a team are kept in a cache; they can be chosen here as well."""
        if "stage_ids" in names:
            self.env.registry.clear_cache()

    def _get_stages(self):
        """Return the stages that the team uses, in their order."""
        self.ensure_one()
        return self.env["crm.service.stage"].browse(self._get_stage_ids())

    @ormcache("self._origin.id")
    def _get_stage_ids(self):
        # sudo: the stages of a team do not depend on who asks
        stages = self.env["crm.service.stage"].sudo().with_context(active_test=True)
        domain = Domain("team_ids", "=", False) | Domain("team_ids", "in", self._origin.ids)
        return stages.search(domain).ids

    def _get_people(self):
        """Return the leader and the members."""
        return self.user_id | self.member_ids

    @api.constrains("resource_calendar_id")
    def _check_resource_calendar_id(self):
        for team in self.filtered("resource_calendar_id"):
            self.env["crm.service.clock"]._check_calendar(team.resource_calendar_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: tickets that the user does not see count as well
        tickets = self.env["crm.service.ticket"].sudo().with_context(active_test=False)
        if tickets.search_count([("team_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A team that has tickets cannot be deleted. Archive it instead.")
            )

    # opening
    def action_view_tickets(self):
        """Open the tickets of the team that are not closed."""
        return self._view_tickets(self.env._("Open"), "open")

    def action_view_unassigned(self):
        """Open the tickets of the team that nobody has taken."""
        return self._view_tickets(self.env._("Unassigned"), "unassigned")

    def action_view_mine(self):
        """Open the user's tickets in the team."""
        return self._view_tickets(self.env._("My Tickets"), "mine")

    def action_view_waiting(self):
        """Open the tickets of the team that wait for somebody outside."""
        return self._view_tickets(self.env._("Waiting"), "waiting")

    def action_view_urgent(self):
        """Open the urgent tickets of the team."""
        return self._view_tickets(self.env._("Urgent"), "urgent")

    def _view_tickets(self, title, filter_name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action"
        )
        return action | {
            "display_name": f"{self.name}: {title}",
            "domain": [("team_id", "=", self.id)],
            "context": {
                "default_team_id": self.id,
                f"search_default_{filter_name}": 1,
                "search_default_open": 1,
            },
        }

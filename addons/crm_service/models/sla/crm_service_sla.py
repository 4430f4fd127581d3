from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from ...tools.sla import ALWAYS, Policy, to_values
from ..ticket.crm_service_ticket import KINDS, PRIORITIES

TARGETS = [
    ("first_response", "First Response"),
    ("next_response", "Next Response"),
    ("resolution", "Resolution"),
    ("stage", "Reach a Stage"),
]


class CrmServiceSla(models.Model):
    """What is promised for which tickets, within how many working hours."""

    _name = "crm.service.sla"
    _description = "SLA Policy"
    _inherit = ["crm.service.hours.mixin", "crm.cached.mixin"]
    _order = "sequence, id"
    _check_company_auto = True
    _hours_field = "sla_id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    description = fields.Text(translate=True)
    # what
    target = fields.Selection(TARGETS, required=True, default="first_response")
    stage_ids = fields.Many2many(
        "crm.service.stage", string="Target Stages", help="Entering any of them reaches the target."
    )
    hours = fields.Float("Within", required=True, default=4.0, help="In working hours.")
    pauses_while_waiting = fields.Boolean(
        default=True, help="The clock stands still in waiting stages."
    )
    around_the_clock = fields.Boolean(
        "24×7", help="All hours count, whatever the working hours of the team are."
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        check_company=True,
        help="Empty: those of the team, or of the company.",
    )
    has_own_hours = fields.Boolean(compute="_compute_has_own_hours", store=True)
    # for which tickets
    team_ids = fields.Many2many("crm.service.team", string="Service Teams", check_company=True)
    kind = fields.Selection(KINDS, help="Empty: all kinds.")
    priority = fields.Selection(
        PRIORITIES, "From Priority", required=True, default="0", help="This one and higher ones."
    )
    category_ids = fields.Many2many("crm.service.category", string="Categories")
    level_ids = fields.Many2many("crm.customer.level", string="Customer Levels")
    partner_ids = fields.Many2many("res.partner", string="Customers", check_company=True)
    tag_ids = fields.Many2many("crm.service.tag", string="Tags")
    # before and after
    warn_minutes = fields.Integer(
        "Warn Before", default=60, help="In working minutes before the deadline; 0: no warning."
    )
    notifies_leader = fields.Boolean("Notifies the Leader", default=True)
    raises_priority = fields.Boolean("Raises the Priority")
    reassigns_to_leader = fields.Boolean("Gives It to the Leader")
    clock_count = fields.Integer("Tickets", compute="_compute_clock_count")

    _hours_valid = models.Constraint(
        "CHECK(hours > 0 AND hours <= 10000)", "The time is more than 0 and up to 10,000 hours."
    )
    _warn_valid = models.Constraint(
        "CHECK(warn_minutes >= 0)", "A warning comes before, not after."
    )

    def _compute_clock_count(self):
        counts = dict(
            self.env["crm.service.clock"]._read_group(
                [("sla_id", "in", self.ids)], ["sla_id"], ["__count"]
            )
        )
        for sla in self:
            sla.clock_count = counts.get(sla, 0)

    @api.depends("around_the_clock", "resource_calendar_id")
    def _compute_has_own_hours(self):
        for sla in self:
            sla.has_own_hours = sla.around_the_clock or bool(sla.resource_calendar_id)

    @api.constrains("target", "stage_ids")
    def _check_stage_ids(self):
        for sla in self:
            if sla.target == "stage" and not sla.stage_ids:
                raise ValidationError(
                    self.env._("%(sla)s: say which stages reach the target.", sla=sla.name)
                )

    @api.constrains("resource_calendar_id", "around_the_clock")
    def _check_resource_calendar_id(self):
        for sla in self:
            if sla.resource_calendar_id and not sla.around_the_clock:
                self.env["crm.service.clock"]._check_calendar(sla.resource_calendar_id)

    @api.model_create_multi
    def create(self, vals_list):
        slas = super().create(vals_list)
        slas._watch_hours()
        return slas

    def write(self, vals):
        """What was promised changes for tickets that are open, from now on."""
        result = super().write(vals)
        if vals.keys() & {"hours", "pauses_while_waiting"}:
            self._log_change()
        if vals.keys() & {"around_the_clock", "resource_calendar_id", "company_id"}:
            self._watch_hours()
        return result

    def _log_change(self):
        # sudo: the clocks of tickets that the user does not see change as well
        clocks = self.env["crm.service.clock"].sudo()
        running = clocks.search(
            Domain("sla_id", "in", self.ids)
            & Domain("state", "in", ["not_started", "running", "paused"])
        )
        now = fields.Datetime.now()
        running.ticket_id._log_policies(
            [(clock.ticket_id, clock.sla_id, True, now) for clock in running]
        )
        running._refresh()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["crm.service.clock"].sudo().search_count([("sla_id", "in", self.ids)], limit=1):
            # sudo: clocks of tickets that the user does not see count as well
            raise ValidationError(
                self.env._("Tickets were measured by this policy. Archive it instead.")
            )

    # what the engine asks
    def _get_seconds(self):
        """Return the promised time in working seconds."""
        return round(self.hours * 3600)

    def _prepare_promise(self, applies):
        """Return what an event says of the promise: the limit, 0 if it holds no longer."""
        return {
            "sla_id": self.id,
            "seconds": self._get_seconds() if applies else 0,
            "while_waiting": "stops" if self.pauses_while_waiting else "runs",
        }

    def _to_policy(self):
        """Return the ``tools.sla.Policy``; the log of a ticket says when it applies, and how."""
        warn = self.warn_minutes * 60
        return Policy(
            target=self.target,
            limit=None,
            key=self.id,
            stages=tuple(self.stage_ids.ids),
            pauses_while_waiting=self.pauses_while_waiting,
            warn_seconds=(warn,) if warn else (),
        )

    def _get_hours(self):
        """All hours, those of a calendar of its own, or None: those of the ticket's team."""
        calendar = self.resource_calendar_id
        if self.around_the_clock:
            return calendar.browse(), to_values(ALWAYS)
        return calendar, calendar and self._read_calendar(self.company_id, calendar)

    def _get_clocks_domain(self):
        return Domain("sla_id", "=", self.id)

    def _compile_waiting(self, clock, moment):
        """Without hours of its own the policy counts by those of the team."""
        if self._get_waiting().spec:
            return super()._compile_waiting(clock, moment)
        return clock.ticket_id.team_id._get_last_calendar(moment)

    @api.model
    def _find_for(self, tickets):
        """Return ``{ticket: its policies}``: of each target, the first that matches."""
        slas = {
            company: self.browse(self._get_of_company(company.id)) for company in tickets.company_id
        }
        return {ticket: self._pick_first(slas[ticket.company_id], ticket) for ticket in tickets}

    @api.model
    @ormcache("company_id")
    def _get_of_company(self, company_id):
        """Return the ids of the company's policies, in their order."""
        # sudo: what is promised does not depend on who enters the ticket
        slas = self.sudo().with_context(active_test=True)
        return slas.search(Domain("company_id", "=", company_id)).ids

    def _pick_first(self, slas, ticket):
        found = {}
        for sla in slas:
            if sla.target not in found and sla._matches(ticket):
                found[sla.target] = sla.id
        return self.browse(found.values())

    def _matches(self, ticket):
        """Say whether the policy is meant for ``ticket``; what is left empty asks nothing."""
        self.ensure_one()
        return (
            (not self.team_ids or ticket.team_id in self.team_ids)
            and (not self.kind or ticket.kind == self.kind)
            and ticket.priority >= self.priority
            and (not self.tag_ids or bool(ticket.tag_ids & self.tag_ids))
            and self._matches_category(ticket.category_id)
            and self._matches_customer(ticket.commercial_partner_id)
        )

    def _matches_category(self, category):
        if not self.category_ids:
            return True
        above = {int(part) for part in (category.parent_path or "").split("/") if part}
        return bool(above & set(self.category_ids.ids))

    def _matches_customer(self, customer):
        if self.partner_ids and customer not in self.partner_ids.commercial_partner_id:
            return False
        return not self.level_ids or customer.crm_level_id in self.level_ids

    def action_view_tickets(self):
        """Open the tickets that this policy measures."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action"
        )
        return action | {"domain": [("clock_ids.sla_id", "=", self.id)], "context": {}}

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.sla import Policy
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
    _order = "sequence, id"
    _check_company_auto = True

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

    def write(self, vals):
        """What was promised changes for tickets that are open, from now on."""
        result = super().write(vals)
        if "hours" in vals:
            clocks = self.env["crm.service.clock"].sudo()
            # sudo: the clocks of tickets that the user does not see change as well
            running = clocks.search(
                Domain("sla_id", "in", self.ids)
                & Domain("state", "in", ["not_started", "running", "paused"])
            )
            for clock in running:
                clock.ticket_id._log_policy(clock.sla_id, applies=True)
            running._refresh()
        return result

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
            around_the_clock=self.around_the_clock,
        )

    @api.model
    def _find_for(self, ticket):
        """Return the policies of a ticket: of each target, the first that matches."""
        slas = self.search(Domain("company_id", "=", ticket.company_id.id))
        found = self.browse()
        for sla in slas:
            if sla.target not in found.mapped("target") and sla._matches(ticket):
                found |= sla
        return found

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

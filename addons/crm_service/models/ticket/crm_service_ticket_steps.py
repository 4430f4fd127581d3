from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmServiceTicket(models.Model):
    """The steps that people take with a ticket."""

    _inherit = "crm.service.ticket"

    time_ids = fields.One2many("crm.service.time", "ticket_id", "Time Spent", copy=False)
    time_spent = fields.Float(
        "Hours Spent", compute="_compute_time_spent", store=True, help="In hours."
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    sibling_count = fields.Integer("Tickets of the Customer", compute="_compute_sibling_count")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for ticket in self:
            ticket.is_mine = ticket.user_id == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("user_id", "=", self.env.uid)]

    @api.depends("time_ids.hours")
    def _compute_time_spent(self):
        for ticket in self:
            ticket.time_spent = sum(ticket.time_ids.mapped("hours"))

    @api.depends("commercial_partner_id")
    def _compute_sibling_count(self):
        customers = self.commercial_partner_id
        counts = dict(
            self._read_group(
                [("commercial_partner_id", "in", customers.ids)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for ticket in self:
            ticket.sibling_count = counts.get(ticket.commercial_partner_id, 0)

    def action_take(self):
        """Make the tickets one's own.

        :raise UserError: a colleague was faster
        """
        self.try_lock_for_update()
        for ticket in self:
            if ticket.user_id and ticket.user_id != self.env.user:
                raise UserError(
                    self.env._(
                        "%(person)s has taken %(ticket)s already.",
                        person=ticket.user_id.name,
                        ticket=ticket.number,
                    )
                )
        self.user_id = self.env.user

    def action_close(self):
        """Move the tickets to the first closing stage of their team.

        :raise UserError: the team has none, or a complaint has no cause
        """
        for ticket in self - self.filtered("is_closed"):
            ticket._check_closable()
            ticket.stage_id = ticket._find_stage("is_closed")

    def _check_closable(self):
        if self.kind == "complaint" and not self.cause_id:
            raise UserError(
                self.env._(
                    "%(ticket)s is a complaint: say what the root cause was before you close it.",
                    ticket=self.display_name,
                )
            )

    def action_wait(self):
        """Move the tickets to the first waiting stage of their team: the clock stands still.

        :raise UserError: the team has none
        """
        for ticket in self:
            ticket.stage_id = ticket._find_stage("is_waiting")

    def action_reopen(self):
        """Move closed tickets back to the first stage of their team."""
        for ticket in self.filtered("is_closed"):
            ticket.stage_id = ticket._find_stage("is_open")

    def _find_stage(self, kind):
        """Return the team's first stage of a kind: is_open, is_waiting or is_closed.

        :raise UserError: there is none
        """
        stages = self.team_id._get_stages()
        if kind == "is_open":
            found = stages.filtered(lambda stage: not (stage.is_closed or stage.is_waiting))
        else:
            found = stages.filtered(kind)
        if not found:
            raise UserError(
                self.env._(
                    "The team %(team)s has no stage for this. A service manager adds one under "
                    "Configuration / Stages.",
                    team=self.team_id.name,
                )
            )
        return found[0]

    def action_view_siblings(self):
        """Open all tickets of the customer."""
        self.ensure_one()
        return self.commercial_partner_id.action_view_crm_tickets()

    def action_view_order(self):
        """Open the order that the ticket is about."""
        return self.order_id._get_records_action()

    def _track_subtype(self, init_values):
        self.ensure_one()
        if "stage_id" in init_values:
            kind = "closed" if self.is_closed else "stage"
            return self.env.ref(f"crm_service.mail_message_subtype_ticket_{kind}")
        return super()._track_subtype(init_values)

    def _creation_subtype(self):
        """Tell those who follow new tickets; without any, a note in the log is enough.

        The host asks while a ticket is created; the mail gateway afterwards, for the mail
        that it came with.
        """
        subtypes, data = self.env["mail.message.subtype"], self.env["ir.model.data"]
        subtype = subtypes.browse(
            data._xmlid_to_res_id("crm_service.mail_message_subtype_ticket_new")
        )
        # the log begins when the ticket is there
        is_there = bool(self.sudo().event_ids)
        return subtype if is_there or self._is_followed(subtype) else subtype.browse()

    def _is_followed(self, subtype):
        # sudo: who follows is not for everybody to read who enters tickets
        followers = self.sudo().message_follower_ids
        return any(
            subtype in follower.subtype_ids and follower.partner_id != self.env.user.partner_id
            for follower in followers
        )

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]

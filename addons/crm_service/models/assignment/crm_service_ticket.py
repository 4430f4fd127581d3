from odoo import api, fields, models

# a context can be given over RPC, this object cannot
ASSIGNING = object()


class CrmServiceTicket(models.Model):
    """Who had a ticket, and why."""

    _inherit = "crm.service.ticket"

    assignment_ids = fields.One2many(
        "crm.service.assignment", "ticket_id", "Assignments", readonly=True
    )
    assignment_reason = fields.Text("Why This Owner", compute="_compute_assignment_reason")

    _unassigned_idx = models.Index(
        "(team_id, priority DESC, id) "
        "WHERE active IS TRUE AND is_closed IS NOT TRUE AND user_id IS NULL"
    )
    _unassigned_deadline_idx = models.Index(
        "(team_id, deadline, id) WHERE active IS TRUE AND is_closed IS NOT TRUE AND user_id IS NULL"
    )

    @api.depends("assignment_ids")
    @api.depends_context("lang", "tz")
    def _compute_assignment_reason(self):
        lines = self._get_last_assignments()
        for ticket in self:
            ticket.assignment_reason = lines[ticket].reason if ticket in lines else False

    def _get_last_assignments(self):
        """Return ``{ticket: its last line}`` of those that have any."""
        # sudo: who may read a ticket may read its history
        lines = self.env["crm.service.assignment"].sudo()
        groups = lines._read_group([("ticket_id", "in", self.ids)], ["ticket_id"], ["id:max"])
        last = lines.browse(line for _ticket, line in groups)
        return {self.browse(line.ticket_id.id): line for line in last}

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._note_owner(dict.fromkeys(tickets, self.env["res.users"]))
        # sudo: the rule of the team decides, whoever enters the ticket
        tickets.sudo()._assign_new()
        return tickets

    def write(self, vals):
        if "user_id" not in vals or self.env.context.get("crm_assigning") is ASSIGNING:
            return super().write(vals)
        owners = {ticket: ticket.user_id for ticket in self}
        result = super().write(vals)
        self._note_owner(owners)
        return result

    def _note_owner(self, owners):
        """Add a line for each ticket that people gave another owner.

        :param owners: ``{ticket: owner before}``
        """
        lines = [
            {
                "ticket_id": ticket.id,
                "team_id": ticket.team_id.id,
                "date": ticket.date_assigned or fields.Datetime.now(),
                "method": "taken" if ticket.user_id == self.env.user else "manual",
                "user_id": ticket.user_id.id,
                "previous_user_id": owner.id,
                "by_user_id": self.env.uid,
            }
            for ticket, owner in owners.items()
            if ticket.user_id != owner
        ]
        if lines:
            # sudo: nobody writes the history by hand
            self.env["crm.service.assignment"].sudo().create(lines)

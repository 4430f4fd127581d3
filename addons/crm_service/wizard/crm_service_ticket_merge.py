from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

TICKET = "crm.service.ticket"


class CrmServiceTicketMerge(models.TransientModel):
    """Chooses the ticket that goes on, and shows what moves there."""

    _name = "crm.service.ticket.merge"
    _description = "Merge Tickets"

    ticket_ids = fields.Many2many(
        TICKET, string="Tickets", required=True, domain="[('merged_into_id', '=', False)]"
    )
    survivor_id = fields.Many2one(
        TICKET,
        "Goes On",
        compute="_compute_survivor_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', ticket_ids)]",
        help="Keeps its number, subject, owner and stage. The others are archived and lead here.",
    )
    is_of_others = fields.Boolean(compute="_compute_preview")
    preview = fields.Text("What Moves", compute="_compute_preview")
    is_confirmed = fields.Boolean(
        "They Are One Case All the Same", help="The tickets are of different customers."
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "ticket_ids" in fields and self.env.context.get("active_model") == TICKET:
            ids = self.env.context.get("active_ids") or []
            values["ticket_ids"] = [Command.set(ids)]
        return values

    @api.depends("ticket_ids")
    def _compute_survivor_id(self):
        """By default the oldest one that is open, as the first that the customer knows of."""
        for wizard in self:
            tickets = wizard.ticket_ids._origin
            if wizard.survivor_id not in tickets:
                wizard.survivor_id = tickets.sorted(lambda each: (each.is_closed, each.id))[:1]

    @api.depends("ticket_ids", "survivor_id")
    def _compute_preview(self):
        for wizard in self:
            survivor = wizard.survivor_id
            losers = wizard.ticket_ids._origin - survivor
            wizard.is_of_others = bool(losers) and survivor._is_of_others(losers)
            wizard.preview = "\n".join(wizard._preview(survivor, loser) for loser in losers)

    def _preview(self, survivor, loser):
        """Return a line: what of ``loser`` would move."""
        # sudo: counts only, of tickets that the user reads
        merges = self.env["crm.service.merge"].sudo()
        counts = {}
        for link, records in merges._find_moving(survivor, loser):
            counts[link.model] = counts.get(link.model, 0) + len(records)
        parts = [f"{merges._name_of_model(model)}: {count}" for model, count in counts.items()]
        return f"{loser.display_name}: " + (", ".join(parts) or self.env._("nothing"))

    def action_merge(self):
        """Merge, and open the ticket that goes on.

        :raise UserError: nothing to merge, or different customers without confirmation
        """
        self.ensure_one()
        if not self.survivor_id:
            raise UserError(self.env._("Choose the ticket that goes on."))
        self.survivor_id._merge(self.ticket_ids - self.survivor_id, self.is_confirmed)
        return self.survivor_id._get_records_action()

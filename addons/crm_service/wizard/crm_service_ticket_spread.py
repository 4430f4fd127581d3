from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class CrmServiceTicketSpread(models.TransientModel):
    """One answer to the customers of all children of an incident, and their closing."""

    _name = "crm.service.ticket.spread"
    _description = "Answer Child Tickets"

    ticket_id = fields.Many2one("crm.service.ticket", required=True, readonly=True)
    child_ids = fields.Many2many(
        "crm.service.ticket",
        string="Child Tickets",
        compute="_compute_child_ids",
        store=True,
        readonly=False,
        domain="[('parent_id', '=', ticket_id), ('is_closed', '=', False)]",
    )
    body = fields.Html("Answer", help="Each customer gets it on the own ticket.")
    is_closing = fields.Boolean(
        "Solve Them", help="With the root cause and the solution of the incident."
    )

    @api.depends("ticket_id")
    def _compute_child_ids(self):
        for wizard in self:
            wizard.child_ids = wizard.ticket_id._get_open_children()

    def action_spread(self):
        """Answer and close as it is said.

        :raise UserError: neither, or a ticket that is no child
        """
        self.ensure_one()
        has_answer = not is_html_empty(self.body)
        if not (has_answer or self.is_closing) or not self.child_ids:
            raise UserError(self.env._("Write an answer, or say that the children are solved."))
        if self.child_ids.parent_id != self.ticket_id:
            raise UserError(self.env._("Choose children of the incident."))
        for child in self.child_ids:
            if has_answer:
                child._answer(self.body)
            if self.is_closing:
                child._close_with(self.ticket_id)
        return {"type": "ir.actions.act_window_close"}

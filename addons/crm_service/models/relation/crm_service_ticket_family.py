from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import is_html_empty


class CrmServiceTicket(models.Model):
    """One incident that many customers report: a parent with children, of one level."""

    _inherit = "crm.service.ticket"

    parent_id = fields.Many2one(
        "crm.service.ticket",
        "Part Of",
        domain="[('parent_id', '=', False), ('id', '!=', id), ('is_closed', '=', False)]",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
        help="The incident that this ticket is one report of.",
    )
    child_ids = fields.One2many("crm.service.ticket", "parent_id", "Child Tickets")
    child_count = fields.Integer("Children", compute="_compute_child_count")
    open_child_count = fields.Integer("Open Children", compute="_compute_child_count")

    def _compute_child_count(self):
        groups = self._read_group(
            [("parent_id", "in", self.ids)], ["parent_id", "is_closed"], ["__count"]
        )
        counts = {(parent, is_closed): count for parent, is_closed, count in groups}
        for ticket in self:
            open_count = counts.get((ticket._origin, False), 0)
            ticket.open_child_count = open_count
            ticket.child_count = open_count + counts.get((ticket._origin, True), 0)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        """One level: so there is no cycle, and whoever answers the parent answers all."""
        for ticket in self.filtered("parent_id"):
            # sudo: children that the user does not see count as well
            known = ticket.sudo().with_context(active_test=False)
            if known.parent_id == known or known.parent_id.parent_id or known.child_ids:
                raise ValidationError(
                    self.env._(
                        "%(child)s cannot be part of %(parent)s: an incident with children is "
                        "no child itself.",
                        child=ticket.display_name,
                        parent=known.parent_id.display_name,
                    )
                )

    def _get_open_children(self):
        """Return the children that are open and that the user may work on."""
        return self.child_ids.filtered(lambda child: not child.is_closed)._filtered_access("write")

    def action_close(self):
        """Whoever solves an incident is asked about its children."""
        result = super().action_close()
        if len(self) == 1 and self._get_open_children():
            return self._open_spread(self.env._("Solve the Children"), is_closing=True)
        return result

    def _close_with(self, parent):
        """Solve a child by what solved the incident."""
        values = {}
        if not self.cause_id:
            values["cause_id"] = parent.cause_id.id
        if is_html_empty(self.resolution):
            values["resolution"] = parent.resolution
        self.write(values)
        self.action_close()

    def action_answer_children(self):
        """Open the dialog that sends one answer to the customers of all children."""
        return self._open_spread(self.env._("Answer All Children"), is_closing=False)

    def _open_spread(self, title, is_closing):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_spread_action"
        )
        context = {"default_ticket_id": self.id, "default_is_closing": is_closing}
        return action | {"name": title, "context": context}

    def action_view_children(self):
        """Open the children of the incident."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action"
        )
        return action | {
            "display_name": self.env._("Children of %(number)s", number=self.number),
            "domain": [("parent_id", "=", self.id)],
            "context": {"default_parent_id": self.id},
        }

    def action_view_parent(self):
        """Open the incident that this ticket is part of."""
        return self.parent_id._get_records_action()

    # answering without a composer
    def _find_addressees(self):
        """Return the partners whom an answer goes to; an unknown address becomes a contact.

        As in the host's composer, which makes a contact of whom one writes to.
        """
        self.ensure_one()
        if self.partner_id or not self.partner_email:
            return self.partner_id
        return self._partner_find_from_emails_single([self.partner_email])

    def _answer(self, body):
        """Send ``body`` to the customer, as the user."""
        return self.message_post(
            body=body,
            partner_ids=self._find_addressees().ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

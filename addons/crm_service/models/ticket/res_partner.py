from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_customer.tools.personal_data import ANONYMISE, Holding


class ResPartner(models.Model):
    """The tickets of a customer."""

    _inherit = "res.partner"

    crm_ticket_count = fields.Integer(
        "Tickets",
        compute="_compute_crm_ticket_counts",
        groups="crm_service.group_service_own",
        help="All tickets of the customer.",
    )
    crm_open_ticket_count = fields.Integer(
        "Open Tickets",
        compute="_compute_crm_ticket_counts",
        groups="crm_service.group_service_own",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("uid")
    def _compute_crm_ticket_counts(self):
        groups = self.env["crm.service.ticket"]._read_group(
            [("commercial_partner_id", "in", self.commercial_partner_id.ids)],
            ["commercial_partner_id", "is_closed"],
            ["__count"],
        )
        counts = {(customer, is_closed): count for customer, is_closed, count in groups}
        for partner in self:
            customer = partner.commercial_partner_id
            open_count = counts.get((customer, False), 0)
            partner.crm_open_ticket_count = open_count
            partner.crm_ticket_count = open_count + counts.get((customer, True), 0)

    def action_view_crm_tickets(self):
        """Open the tickets of the customer, closed ones too."""
        customer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action"
        )
        return action | {
            "domain": [("commercial_partner_id", "in", customer.ids)],
            "context": {"default_partner_id": self[:1].id},
        }

    def action_new_crm_ticket(self):
        """Open a new ticket of this customer or contact, as one does at the phone."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_action_new"
        )
        return action | {"context": {"default_partner_id": self.id, "default_channel": "phone"}}

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), self._crm_data_tickets()]

    def _crm_data_tickets(self):
        """Return the tickets of these people; called in sudo."""
        emails = [email for email in self.mapped("email_normalized") if email]
        unknown = Domain("partner_id", "=", False) & Domain("email_normalized", "in", emails)
        tickets = self.env["crm.service.ticket"].with_context(active_test=False)
        return Holding(
            self.env._("Service Tickets"),
            tickets.search(Domain("partner_id", "in", self.ids) | unknown),
            ("date_opened", "number", "name", "description", "resolution", "date_closed"),
            ANONYMISE,
            self.env._("That there was a ticket is a fact of the company; the words go."),
        )

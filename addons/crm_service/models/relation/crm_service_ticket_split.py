from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ...tools.relation import SAID


class CrmServiceTicket(models.Model):
    """A message that is another case becomes a ticket of its own.

    It is moved, not copied: mails thread by the id of the message that they answer, and a
    copy would have another one, so the answers would go on coming to the wrong ticket.
    """

    _inherit = "crm.service.ticket"

    split_from_id = fields.Many2one(
        "crm.service.ticket",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The ticket whose message this one began with.",
    )
    split_ids = fields.One2many("crm.service.ticket", "split_from_id", "Split Off", readonly=True)
    split_count = fields.Integer("Split Off Tickets", compute="_compute_split_count")

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"split_from_id"}

    def _compute_split_count(self):
        counts = dict(
            self._read_group([("split_from_id", "in", self.ids)], ["split_from_id"], ["__count"])
        )
        for ticket in self:
            ticket.split_count = counts.get(ticket._origin, 0)

    def _find_splittable(self):
        """Return what was said to or by the customer, the last first."""
        said = [
            ("model", "=", self._name),
            ("res_id", "in", self.ids),
            ("message_type", "in", SAID),
            ("subtype_id.internal", "=", False),
        ]
        return self.env["mail.message"].search(said, order="id desc")

    def _split(self, messages, name=""):
        """Move ``messages`` of this ticket to a new one, and return it.

        Its clocks count from the first of them: the customer has waited since.

        :raise UserError: none, or one that is not of this ticket
        """
        self.ensure_one()
        self.check_access("write")
        if not messages or messages - self._find_splittable():
            raise UserError(self.env._("Choose messages of %(ticket)s.", ticket=self.display_name))
        # sudo: when the customer asked is the system's, messages are not moved by hand
        ticket = self.sudo().create(self._prepare_split(messages.sudo(), name))
        messages.sudo().write({"res_id": ticket.id})
        attachments = messages.sudo().attachment_ids
        attachments.filtered(lambda each: each.res_model == self._name).res_id = ticket.id
        self._link_split(ticket)
        return ticket.with_env(self.env)

    def _prepare_split(self, messages, name):
        first = messages.sorted("date")[0]
        return {
            "name": name or first.subject or self._get_first_line(first) or self.name,
            "description": first.body,
            "split_from_id": self.id,
            "partner_id": self.partner_id.id,
            "partner_email": self.partner_email,
            "partner_phone": self.partner_phone,
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
            "user_id": self.user_id.id,
            "category_id": self.category_id.id,
            "kind": self.kind,
            "channel": self.channel,
            "impact": self.impact,
            "urgency": self.urgency,
            "product_id": self.product_id.id,
            "serial_number": self.serial_number,
            "order_id": self.order_id.id,
            "date_opened": first.date.replace(microsecond=0),
            "date_last_message": max(messages.mapped("date")).replace(microsecond=0),
        }

    def _get_first_line(self, message):
        lines = html2plaintext(message.body or "").strip().splitlines()
        return lines[0][:80] if lines else ""

    def _link_split(self, ticket):
        for one, other in ((self, ticket), (ticket, self)):
            text = (
                self.env._("Split off: %(ticket)s", ticket=other._get_html_link())
                if one == self
                else self.env._("Split off from %(ticket)s", ticket=other._get_html_link())
            )
            one._message_log(body=text)

    def action_split(self):
        """Open the dialog that picks the messages of a new ticket."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_ticket_split_action"
        )
        return action | {"context": {"default_ticket_id": self.id}}

    def action_view_split(self):
        """Open what was split off."""
        return self.split_ids._get_records_action(name=self.env._("Split Off"))

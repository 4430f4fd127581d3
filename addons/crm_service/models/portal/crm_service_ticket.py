from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# what a customer reads of a ticket; every other field, and each new one, is for staff
PORTAL_FIELDS = frozenset(
    {
        "access_token",  # the host looks at it for who writes in the portal
        "access_url",
        "active",
        "category_id",
        "channel",
        "commercial_partner_id",
        "company_id",
        "create_date",
        "currency_id",
        "date_closed",
        "date_last_message",
        "date_last_response",
        "date_opened",
        "date_warranty",
        "description",
        "display_name",
        "id",
        "impact",
        "is_closed",
        "is_under_warranty",
        "is_waiting",
        "kind",
        "name",
        "number",
        "order_id",
        "partner_id",
        "priority",  # lists are sorted by it
        "product_id",
        "resolution",
        "serial_number",
        "stage_id",
        "team_id",
        "urgency",
        "write_date",
    }
)


class CrmServiceTicket(models.Model):
    """A ticket in the customer portal."""

    _inherit = "crm.service.ticket"

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for ticket in self:
            ticket.access_url = f"/my/tickets/{ticket.id}"
        return result

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or not self.env.user.share:
            return True
        return operation == "read" and field.name in PORTAL_FIELDS

    def _field_to_sql(self, alias, field_expr, query=None):
        """The host does not look at who groups by a related field."""
        if not self.env.su and self.env.user.share:
            self._check_field_access(self._fields[field_expr.split(".")[0]], "read")
        return super()._field_to_sql(alias, field_expr, query)

    def _portal_domain(self):
        """Return the domain of the tickets that the user finds in the portal."""
        contact = self.env.user.partner_id
        own = Domain("partner_id", "=", contact.id)
        customer = contact._crm_ticket_company()
        return own | Domain("commercial_partner_id", "=", customer.id) if customer else own

    def _portal_target(self):
        """Return the ticket that a link to this one leads to."""
        return self._get_survivor()

    def _portal_can_close(self):
        """A complaint is closed with its cause, which the customer does not say."""
        return not self.is_closed and (self.kind != "complaint" or bool(self.cause_id))

    def _portal_can_reopen(self):
        """Say whether the customer may still reopen the ticket."""
        if not self.is_closed:
            return False
        days = timedelta(days=self.team_id.reopen_days)
        return bool(self.date_closed) and fields.Datetime.now() <= self.date_closed + days

    def _portal_close(self, author):
        """Close the ticket as ``author``, the customer, wishes; called in sudo.

        :raise UserError: it cannot be closed by the customer
        """
        if not self._portal_can_close():
            raise UserError(self.env._("This ticket cannot be closed here. Please write to us."))
        self.action_close()
        self._message_log(
            body=self.env._("Closed by the customer in the portal."), author_id=author.id
        )

    def _portal_reopen(self, author):
        """Reopen the ticket as ``author``, the customer, wishes; called in sudo.

        :raise UserError: it is too late
        """
        if not self._portal_can_reopen():
            raise UserError(
                self.env._("This ticket cannot be reopened any more. Please send a new one.")
            )
        self.action_reopen()
        self._message_log(
            body=self.env._("Reopened by the customer in the portal."), author_id=author.id
        )

    def _portal_files(self):
        """Return the files that a customer sent by a form; those of messages stand with them.

        What staff attached without a message is not for the customer.
        """
        # sudo: called for who may read the ticket
        files = self.env["ir.attachment"].sudo()
        found = files.search(
            [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", False)]
        ).filtered(lambda file: file.create_uid.share)
        messages = files.env["mail.message"].search([("attachment_ids", "in", found.ids)])
        found -= messages.attachment_ids
        found.generate_access_token()
        return found

    def action_portal_preview(self):
        """Show the ticket as the customer sees it."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "target": "self", "url": self.get_portal_url()}

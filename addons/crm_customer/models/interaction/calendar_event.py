from odoo import fields, models
from odoo.exceptions import UserError


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    crm_interaction_ids = fields.One2many(
        "crm.customer.interaction",
        "event_id",
        "Interactions",
        groups="crm_customer.group_customer_own",
    )

    def action_crm_log_interaction(self):
        """Record this meeting as an interaction, or open the one that it already is.

        :raise UserError: no customer is among the attendees
        """
        self.ensure_one()
        self.check_access("read")
        if self.crm_interaction_ids:
            return self.crm_interaction_ids._get_records_action()
        guests = self.partner_ids.filtered(lambda partner: partner.partner_share)
        if not guests:
            raise UserError(
                self.env._("Add the customer to the attendees before logging the meeting.")
            )
        customer = guests[0].commercial_partner_id
        contacts = guests.filtered(
            lambda guest: guest.commercial_partner_id == customer and guest != customer
        )
        colleagues = (self.partner_ids - guests).user_ids - self.env.user
        return self.env["crm.customer.interaction"]._action_log(
            default_partner_id=customer.id,
            default_contact_ids=contacts.ids,
            default_colleague_ids=colleagues.ids,
            default_date=fields.Datetime.to_string(self.start),
            default_duration=round(self.duration * 60),
            default_event_id=self.id,
            default_kind="meeting",
            default_name=self.name,
        )

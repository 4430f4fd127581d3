from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import is_html_empty

SALES = "sales_team.group_sale_salesman"
MEDIUMS = {
    "phone": "utm.utm_medium_phone",
    "email": "utm.utm_medium_email",
    "portal": "utm.utm_medium_website",
    "web": "utm.utm_medium_website",
    "chat": "utm.utm_medium_website",
}


class CrmServiceTicket(models.Model):
    """A customer who asks for service and wants to buy."""

    _inherit = "crm.service.ticket"

    lead_ids = fields.One2many("crm.lead", "crm_ticket_id", "Opportunities", groups=SALES)
    lead_count = fields.Integer(
        "Opportunities of the Ticket", compute="_compute_lead_count", groups=SALES
    )

    def _compute_lead_count(self):
        counts = dict(
            self.env["crm.lead"]._read_group(
                [("crm_ticket_id", "in", self.ids)], ["crm_ticket_id"], ["__count"]
            )
        )
        for ticket in self:
            ticket.lead_count = counts.get(ticket._origin, 0)

    def action_create_opportunity(self):
        """Make an opportunity of the ticket and open it.

        :raise AccessError: the user does not sell
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(SALES):
            raise AccessError(self.env._("Opportunities are created by people of the sales team."))
        lead = self.env["crm.lead"].create(self._prepare_opportunity())
        self._message_log(
            body=self.env._("Opportunity created: %(lead)s", lead=lead._get_html_link())
        )
        return lead._get_records_action()

    def _prepare_opportunity(self):
        """Return the values; where it came from is kept: service, by the ticket's channel."""
        return {
            "type": "opportunity",
            "name": self.name,
            "partner_id": self.partner_id.id,
            "email_from": self.partner_email,
            "phone": self.partner_phone,
            "company_id": self.company_id.id,
            "user_id": self.env.uid,
            "description": False if is_html_empty(self.description) else self.description,
            "source_id": self._find_source().id,
            "medium_id": self._find_utm("utm.medium", MEDIUMS.get(self.channel)).id,
            "crm_ticket_id": self.id,
        }

    def _find_source(self):
        # sudo: a source of ours is made with the first opportunity, whoever opens it
        mixin = self.env["utm.mixin"].sudo()
        return mixin._find_or_create_record("utm.source", self.env._("Customer Service"))

    def _find_utm(self, model, xml_id):
        found = xml_id and self.env.ref(xml_id, raise_if_not_found=False)
        return found or self.env[model]

    def action_view_leads(self):
        """Open the opportunities that came of the ticket."""
        return self.lead_ids._get_records_action(name=self.env._("Opportunities"))

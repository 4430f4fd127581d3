from odoo import fields, models


class ResPartner(models.Model):
    """Who sees the tickets of colleagues in the customer portal."""

    _inherit = "res.partner"

    crm_sees_company_tickets = fields.Boolean(
        "Sees Tickets of the Company",
        groups="crm_service.group_service_manager",
        copy=False,
        help="In the customer portal this contact sees the tickets of all colleagues, not only "
        "own ones. On a company: all its contacts do.",
    )

    def write(self, vals):
        """What the rule of portal users says is kept in memory for each user."""
        result = super().write(vals)
        is_moved = vals.keys() & {"parent_id", "is_company"} and self._has_portal_users()
        if is_moved or "crm_sees_company_tickets" in vals:
            self.env.registry.clear_cache()
        return result

    def _has_portal_users(self):
        # sudo: users are not for everybody who writes contacts
        users = self.env["res.users"].sudo()
        domain = [("partner_id", "child_of", self.ids), ("share", "=", True)]
        return bool(users.search_count(domain, limit=1))

    def _crm_ticket_company(self):
        """Return the customer all of whose tickets the contact may see, empty: only own ones."""
        # sudo: a switch that the contact itself does not see
        contact = self.sudo()
        customer = contact.commercial_partner_id
        is_wide = contact.crm_sees_company_tickets or customer.crm_sees_company_tickets
        return customer if is_wide else customer.browse()

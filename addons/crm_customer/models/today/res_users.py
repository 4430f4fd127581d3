from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _crm_get_zone(self):
        """Return the name of the timezone by whose clock this person's day ends.

        It is the person's own, as with the host's activities, or else that of the working
        hours of the company.
        """
        self.ensure_one()
        # sudo: where somebody works is no secret among colleagues
        person = self.sudo()
        return person.tz or person.company_id.resource_calendar_id.tz or "UTC"

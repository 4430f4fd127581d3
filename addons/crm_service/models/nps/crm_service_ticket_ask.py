from odoo import models


class CrmServiceTicket(models.Model):
    """Who was asked something else a short time ago is not asked for a rating."""

    _inherit = "crm.service.ticket"

    def _is_rating_too_soon(self):
        pause, contact = self.team_id.rating_pause, self.partner_id
        if super()._is_rating_too_soon():
            return True
        if not pause or not contact:
            return False
        # sudo: whether somebody was asked, not what was said
        return self.env["crm.service.nps.answer"].sudo()._is_asked_within(contact, pause)

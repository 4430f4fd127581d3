from odoo import models


class CrmServiceTicket(models.Model):
    """Whether a colleague is answering the same ticket just now."""

    _inherit = "crm.service.ticket"

    def note_presence(self, is_writing=False):
        """Note that the user has the ticket open; called by the form every 20 seconds.

        :param is_writing: an answer is being written
        :return: names of the colleagues who write on it just now
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: nobody reads or writes these lines but through the ticket, which was checked
        presences = self.env["crm.service.presence"].sudo()
        before = presences.search([("ticket_id", "=", self.id), ("user_id", "=", self.env.uid)])
        is_news = before.is_writing != bool(is_writing)
        presences._note(self, bool(is_writing))
        others = presences._find_others(self)
        if is_news:
            self._tell_presence(others.user_id)
        return others.filtered("is_writing").user_id.mapped("name")

    def _tell_presence(self, users):
        """Let the forms of ``users`` ask again at once."""
        for user in users:
            user._bus_send("crm_service.presence", {"ticket_id": self.id})

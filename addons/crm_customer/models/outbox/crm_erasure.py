from odoo import models


class CrmErasure(models.Model):
    """Other systems hear that a person was erased, and forget it too."""

    _inherit = "crm.erasure"

    def _carry_out(self, people, holdings, identity):
        people._outbox_note_gone("erased")  # while it can be seen who is a customer
        result = super()._carry_out(people, holdings, identity)
        self.env.cr.flush()  # so that the code is taken out of the last events too
        events = self.env["crm.outbox.event"].sudo()  # sudo: as the whole erasure
        events.search([("model", "=", "res.partner"), ("res_id", "in", people.ids)]).write(
            {"key": False}
        )
        return result

from odoo import models

from odoo.addons.mail.tools.discuss import Store


class ResUsers(models.Model):
    """Tells the screen of the chats who may make tickets."""

    _inherit = "res.users"

    def _init_store_data(self, store: Store):
        tickets = self.env["crm.service.ticket"]
        store.add_global_values(has_access_service_ticket=tickets.has_access("create"))
        return super()._init_store_data(store)

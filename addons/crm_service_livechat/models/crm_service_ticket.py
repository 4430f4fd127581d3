from odoo import fields, models

from odoo.addons.mail.tools.discuss import Store


class CrmServiceTicket(models.Model):
    """Leads back to the chat that it came of."""

    _inherit = "crm.service.ticket"

    livechat_id = fields.Many2one(
        "discuss.channel",
        "Live Chat",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    @property
    def _sealed_fields(self):
        return super()._sealed_fields | {"livechat_id"}

    def action_open_livechat(self):
        """Open the chat in a window."""
        self.ensure_one()
        self.livechat_id.check_access("read")
        store = Store(bus_channel=self.env.user)
        store.add(self.livechat_id, extra_fields={"open_chat_window": True}).bus_send()

from odoo import models
from odoo.fields import Domain


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "mails",
            self.env._("Mails to Assign"),
            "due",
            60,
            "fa-envelope-o",
            model="crm.customer.mail.address",
        )
        return [*super()._today_blocks(), block]

    def _today_mails(self):
        """Addresses of own filed mails that nobody knows yet, the newest first."""
        return self._today_search(
            "crm.customer.mail.address",
            Domain("user_id", "=", self.env.uid) & Domain("state", "=", "open"),
            "date desc, id desc",
            self._prepare_mail,
            "crm_customer.crm_customer_mail_address_action",
        )

    def _prepare_mail(self, address):
        return {
            "title": address.name
            or self.env["crm.masking"]._masked_value(address, "email", address.email),
            "subtitle": address.subject or "",
            "date": address.date,
            "state": "today",
            "icon": "fa-envelope-o",
        }

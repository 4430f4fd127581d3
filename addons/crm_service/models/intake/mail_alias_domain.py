from odoo import api, models

MEMO = "crm_mail_memo"


class MailMemo:
    """What was found while one mail is read: ``{addresses: those that are aliases}``."""

    def __init__(self):
        self.aliases = {}


class MailAliasDomain(models.Model):
    _inherit = "mail.alias.domain"

    @api.model
    def _find_aliases(self, email_list):
        """The gateway asks for the addresses of one mail again and again: look once."""
        memo = self.env.context.get(MEMO)
        if memo is None:
            return super()._find_aliases(email_list)
        key = tuple(email_list)
        if key not in memo.aliases:
            memo.aliases[key] = super()._find_aliases(email_list)
        return list(memo.aliases[key])

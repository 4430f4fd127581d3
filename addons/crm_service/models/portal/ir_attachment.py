from odoo import models
from odoo.exceptions import AccessError

TICKET = "crm.service.ticket"


class IrAttachment(models.Model):
    """Of the files of a ticket, a customer opens those that were shown to customers.

    The host lets everybody who reads a record open all its files, those of internal notes too.
    """

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self.env.user.share:
            return result
        refused, error = result or (self.browse(), None)
        # sudo: which record a file belongs to
        of_tickets = (self - refused).filtered(lambda file: file.sudo().res_model == TICKET)
        hidden = of_tickets - of_tickets._for_customers()
        if not hidden:
            return result
        return refused | hidden, error or (
            lambda: AccessError(self.env._("You may not open this file."))
        )

    def _for_customers(self):
        """Return the files that a message to or from the customer, or a form, brought."""
        # sudo: what the messages are, whoever asks
        files = self.sudo()
        said = files.env["mail.message"].search([("attachment_ids", "in", files.ids)])
        shown = said.filtered_domain(said._get_search_domain_share())
        sent = (files - said.attachment_ids).filtered(lambda file: file.create_uid.share)
        return self & (shown.attachment_ids | sent).sudo(False)

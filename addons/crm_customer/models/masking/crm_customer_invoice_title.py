from odoo import models

from .masked_writes import MaskedWrites


class CrmCustomerInvoiceTitle(MaskedWrites, models.Model):
    """A masked value that comes back is no new one."""

    _inherit = "crm.customer.invoice.title"

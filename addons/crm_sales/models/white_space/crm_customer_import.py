from odoo import models


class CrmCustomerImport(models.Model):
    _inherit = "crm.customer.import"

    def _find_references(self, table):
        """What a customer does not buy is no use of it: undoing an import takes it along."""
        references = super()._find_references(table)
        own = self.env["crm.sales.white.gap"]._table
        return [(child, column) for child, column in references if child != own]

from odoo import models


class CrmCustomerImport(models.Model):
    _inherit = "crm.customer.import"

    def _find_references(self, table):
        """What is computed of a customer is no use of it: undoing an import takes it along."""
        references = super()._find_references(table)
        own = self.env["crm.sales.purchase.record"]._table
        return [(child, column) for child, column in references if child != own]

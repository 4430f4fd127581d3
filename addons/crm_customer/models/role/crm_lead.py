from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _create_customer(self, with_parent=None):
        """A lead from a hidden customer does not become a second one.

        :raise UserError: somebody else has a customer with the address of the lead
        """
        self.env["res.partner"]._crm_refuse_hidden([self.email_from])
        return super()._create_customer(with_parent=with_parent)

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _action_confirm(self):
        result = super()._action_confirm()
        self._crm_make_customers()
        return result

    def _crm_make_customers(self):
        """Give who buys a customer code at once; for customers this costs no query."""
        for company, orders in self.grouped("company_id").items():
            if company.crm_code_automatic:
                # sudo: whoever may sell makes a customer, whatever they may do to contacts
                buyers = orders.sudo().partner_id.commercial_partner_id.filtered(
                    lambda partner: partner.active and not partner.crm_code
                )
                buyers.with_company(company)._crm_assign_code_to_others()

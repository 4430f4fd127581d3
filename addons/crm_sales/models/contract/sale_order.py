from odoo import api, fields, models
from odoo.exceptions import ValidationError

LEVEL = "crm_sales.group_sales_own"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crm_contract_id = fields.Many2one(
        "crm.sales.contract",
        "Contract",
        index="btree_not_null",
        copy=False,
        check_company=True,
        groups=LEVEL,
    )

    @api.constrains("crm_contract_id", "partner_id")
    def _check_crm_contract_id(self):
        # sudo: whose contract it is does not depend on who may read it
        for order in self.sudo().filtered("crm_contract_id"):
            if (
                order.crm_contract_id.commercial_partner_id
                != order.partner_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._("%(order)s is an order of another customer.", order=order.name)
                )

    def action_crm_contract(self):
        """Open the contract of the order, a new draft of it if there is none."""
        self.ensure_one()
        contracts = self.env["crm.sales.contract"]
        if not self.crm_contract_id:
            self.crm_contract_id = contracts.create(contracts._prepare_from_order(self))
        return self.crm_contract_id._get_records_action()

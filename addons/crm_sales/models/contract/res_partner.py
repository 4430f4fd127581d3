from odoo import fields, models

from odoo.addons.crm_customer.tools.personal_data import KEEP, Holding

LEVEL = "crm_sales.group_sales_own"


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_contract_count = fields.Integer(
        "Contracts", compute="_compute_crm_contract_count", groups=LEVEL
    )

    def _compute_crm_contract_count(self):
        counts = dict(
            self.env["crm.sales.contract"]._read_group(
                [("commercial_partner_id", "in", self.commercial_partner_id.ids)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.crm_contract_count = counts.get(partner.commercial_partner_id._origin, 0)

    def action_crm_view_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_contract_action"
        )
        customer = self.commercial_partner_id
        return action | {
            "domain": [("commercial_partner_id", "=", customer.id)],
            "context": {"default_partner_id": customer.id},
        }

    def _crm_personal_data(self):
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Contracts"),
                self._crm_search_of_people("crm.sales.contract", "partner_id"),
                ("number", "name", "amount", "date_signed", "date_end", "state"),
                KEEP,
                self.env._("Contracts are kept as long as the law demands."),
            ),
        ]

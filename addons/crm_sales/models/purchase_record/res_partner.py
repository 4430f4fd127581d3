from odoo import fields, models

LEVEL = "crm_sales.group_sales_own"


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_purchase_record_count = fields.Integer(
        "Products Bought", compute="_compute_crm_purchase_record_count", groups=LEVEL
    )

    def _compute_crm_purchase_record_count(self):
        counts = dict(
            self.env["crm.sales.purchase.record"]._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            customer = partner.commercial_partner_id._origin
            partner.crm_purchase_record_count = counts.get(customer, 0)

    def action_crm_view_purchase_records(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_purchase_record_action"
        )
        domain = [("partner_id", "=", self.commercial_partner_id.id)]
        return action | {"domain": domain, "context": {}}

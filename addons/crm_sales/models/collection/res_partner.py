from odoo import fields, models

from odoo.addons.crm_customer.tools.personal_data import KEEP, Holding

LEVEL = "crm_sales.group_sales_own"


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_collection_count = fields.Integer(
        "Collection Plans", compute="_compute_crm_collection_count", groups=LEVEL
    )

    def _compute_crm_collection_count(self):
        counts = dict(
            self.env["crm.sales.collection"]._read_group(
                [
                    ("partner_id", "in", self.commercial_partner_id.ids),
                    ("state", "!=", "cancelled"),
                ],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.crm_collection_count = counts.get(partner.commercial_partner_id._origin, 0)

    def action_crm_view_collections(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_collection_action"
        )
        domain = [("partner_id", "=", self.commercial_partner_id.id)]
        return action | {"domain": domain, "context": {}}

    def _crm_personal_data(self):
        return [
            *super()._crm_personal_data(),
            Holding(
                self.env._("Collection Plans"),
                self._crm_search_of_people("crm.sales.collection", "partner_id"),
                ("name", "amount", "amount_received", "state", "note"),
                KEEP,
                self.env._("Money that was owed is a fact of the company's books."),
            ),
        ]

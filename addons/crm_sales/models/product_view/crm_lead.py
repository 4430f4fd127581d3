from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

LEVEL = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """Which products an opportunity is about, and the quotation that one press makes of them."""

    _inherit = "crm.lead"

    crm_product_ids = fields.One2many(
        "crm.sales.lead.product", "lead_id", "Products of Interest", groups=LEVEL
    )

    def action_crm_quote_products(self):
        """Make a quotation of the products of interest and open it.

        :raise UserError: there are none
        """
        self.ensure_one()
        if not self.crm_product_ids:
            raise UserError(self.env._("Say first which products it is about."))
        if not self.partner_id:
            return self.action_sale_quotations_new()
        context = self._prepare_opportunity_quotation_context()
        values = {
            key.removeprefix("default_"): value
            for key, value in context.items()
            if key.startswith("default_")
        }
        lines = [Command.create(each._prepare_order_line()) for each in self.crm_product_ids]
        order = self.env["sale.order"].create(values | {"order_line": lines})
        return order._get_records_action()

    def _merge_dependences(self, opportunities):
        # sudo: who may merge the opportunities moves all that is theirs
        interests = self.env["crm.sales.lead.product"].sudo()
        moved = interests.search([("lead_id", "in", opportunities.ids)])
        known = interests.search([("lead_id", "=", self.id)]).product_id
        moved.filtered(lambda each: each.product_id not in known).lead_id = self
        return super()._merge_dependences(opportunities)

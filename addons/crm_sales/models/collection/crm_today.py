from odoo import models
from odoo.fields import Domain


class CrmToday(models.AbstractModel):
    """Money of own orders that is overdue."""

    _inherit = "crm.today"

    def _today_blocks(self):
        return [
            *super()._today_blocks(),
            self._today_block(
                "collections",
                self.env._("Overdue Collections"),
                "red",
                20,
                "fa-money",
                model="crm.sales.collection.line",
                groups="crm_sales.group_sales_own",
            ),
        ]

    def _today_collections(self):
        return self._today_search(
            "crm.sales.collection.line",
            Domain("user_id", "=", self.env.uid) & Domain("is_overdue", "=", True),
            "date_due, id",
            self._prepare_collection,
            "crm_sales.crm_sales_collection_line_action",
        )

    def _prepare_collection(self, line):
        return {
            "title": line.partner_id.name,
            "subtitle": line.display_name,
            "date": line.date_due,
            "badge": self.env._("Promised") if line.date_promised else "",
            "icon": "fa-money",
            "phone": self._today_phone(line.partner_id),
            "open": ["crm.sales.collection", line.collection_id.id],
            **self._today_money(line, "amount_open"),
        }

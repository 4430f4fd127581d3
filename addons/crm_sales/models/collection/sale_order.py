from odoo import fields, models
from odoo.exceptions import UserError

LEVEL = "crm_sales.group_sales_own"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    crm_collection_ids = fields.One2many(
        "crm.sales.collection", "order_id", "Collection Plans", groups=LEVEL
    )
    crm_collection_count = fields.Integer(
        "Collections", compute="_compute_crm_collection", groups=LEVEL
    )
    crm_collection_rate = fields.Integer(
        "Received (%)", compute="_compute_crm_collection", groups=LEVEL
    )
    crm_invoice_numbers = fields.Char(
        "VAT Invoices",
        compute="_compute_crm_invoice_numbers",
        groups=LEVEL,
        help="Numbers that finance has answered to requests for invoices.",
    )

    def _compute_crm_collection(self):
        plans = self.env["crm.sales.collection"].search_fetch(
            [("order_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["order_id", "amount", "amount_received"],
        )
        by_order = plans.grouped("order_id")
        for order in self:
            plan = by_order.get(order._origin, plans.browse())[:1]
            order.crm_collection_count = len(plan)
            order.crm_collection_rate = round(plan.received_rate)

    def _compute_crm_invoice_numbers(self):
        # sudo: who may read the order may know its invoices, whoever asked for them
        requests = (
            self.env["crm.request"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("invoice_number", "!=", False),
                    ("state", "!=", "cancelled"),
                ],
                ["res_id", "invoice_number"],
            )
        )
        by_order = requests.grouped("res_id")
        for order in self:
            found = by_order.get(order._origin.id, requests.browse())
            order.crm_invoice_numbers = ", ".join(found.mapped("invoice_number")) or False

    def action_crm_collection(self):
        """Open the collection plan, made by the payment terms if there is none.

        :raise UserError: the order is not confirmed
        """
        self.ensure_one()
        plans = self.env["crm.sales.collection"]
        known = plans.search([("order_id", "=", self.id), ("state", "!=", "cancelled")], limit=1)
        if not known:
            if self.state != "sale":
                raise UserError(self.env._("Confirm the quotation before you collect its money."))
            known = plans.create(plans._prepare_from_order(self))
        return known._get_records_action()

    def action_crm_request_invoice(self):
        """Open the dialog that asks finance for an invoice of this order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_invoice_request_action"
        )
        plan = self.crm_collection_ids.filtered(lambda each: each.state != "cancelled")[:1]
        context = {"default_order_id": self.id, "default_collection_id": plan.id}
        return action | {"context": context}

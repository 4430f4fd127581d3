from odoo import api, models

from .crm_import_target_lookup import TargetField

# headings of each field, in the files of other systems
WORDS = {
    "date": ("订单日期", "下单日期", "日期", "销售日期", "Order Date", "Date"),
    "number": (
        "订单编号",
        "订单号",
        "单号",
        "单据编号",
        "Order Number",
        "Order No",
        "Order",
    ),
    "product": ("产品", "产品名称", "商品", "商品名称", "品名", "Product", "Item"),
    "quantity": ("数量", "Quantity", "Qty"),
    "amount": ("金额", "订单金额", "总金额", "价税合计", "Amount", "Total"),
    "currency": ("币种", "Currency"),
}


class CrmImportTarget(models.AbstractModel):
    _inherit = "crm.import.target"

    @api.model
    def _get_targets(self):
        return super()._get_targets() | {"purchase": "crm.import.target.purchase"}


class CrmImportTargetPurchase(models.AbstractModel):
    """Orders of the years before: read-only history, no sales orders."""

    _name = "crm.import.target.purchase"
    _inherit = "crm.import.target.lookup"
    _description = "Past Orders"

    @api.model
    def _get_label(self):
        return self.env._("Past orders")

    @api.model
    def _get_models(self):
        return {"main": "crm.customer.purchase.history"}

    @api.model
    def _get_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        field = TargetField
        group = _("Order")
        return self._get_customer_fields() | {
            "date": field(_("Date"), "date", group, required=True, words=WORDS["date"]),
            "number": field(_("Order number"), "code", group, words=WORDS["number"]),
            "product": field(_("Product"), "text", group, words=WORDS["product"]),
            "quantity": field(_("Quantity"), "float", group, words=WORDS["quantity"]),
            "amount": field(_("Amount"), "money", group, words=WORDS["amount"]),
            "currency": field(
                _("Currency"),
                "many2one",
                group,
                choices="_choices_currency",
                words=WORDS["currency"],
            ),
        }

    @api.model
    def _choices_currency(self, job):
        currencies = self.env["res.currency"].with_context(active_test=False).search([])  # pylint: disable=no-search-all
        choices = self._choices_from_records(currencies)
        for currency in currencies:
            choices.add_alias(currency.symbol or currency.name, currency.id)
        cny = currencies.filtered(lambda currency: currency.name == "CNY")
        for word in ("人民币", "RMB", "元"):
            choices.add_alias(word, cny.id)
        return choices

    @api.model
    def _get_tools(self, job):
        return super()._get_tools(job) | {"currency": job.company_id.currency_id.id}

    @api.model
    def _prepare_vals(self, values, tools):
        vals = {
            "date": values.get("date"),
            "number": values.get("number"),
            "name": values.get("product"),
            "quantity": values.get("quantity"),
            "amount": values.get("amount"),
            "currency_id": values.get("currency") or tools["currency"],
        }
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _get_key_fields(self):
        return ("date", "number", "name")

    @api.model
    def _get_figure_fields(self):
        """An order may have a product twice, for example a part of it for free."""
        return ("quantity", "amount")

    @api.model
    def _get_writable(self, job, model):
        # sudo: nobody edits this history; who may import brings it in and takes it back
        return super()._get_writable(job, model).sudo()

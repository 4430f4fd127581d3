"""Which fields show what things cost us: ``{model: field names}``.

Kept for all host modules that can be there; a model or field that is not installed is passed
over. What a customer pays (prices, orders, invoices) is no secret of sales. What the books
say (balances, credit limits, journal items, payments) the host itself shows to the groups
of its accounting alone.
"""

COST_FIELDS = {
    "account.invoice.report": {"inventory_value", "price_margin"},
    "pos.order": {"margin", "margin_percent"},
    "pos.order.line": {"margin", "margin_percent", "total_cost"},
    "product.product": {"avg_cost", "standard_price", "total_value"},
    "product.template": {"standard_price"},
    "product.value": {"current_value", "value"},
    "project.sale.line.employee.map": {"cost", "display_cost"},
    "report.pos.order": {"margin"},
    "sale.order": {"margin", "margin_percent"},
    "sale.order.line": {"margin", "margin_percent", "purchase_price"},
    "sale.report": {"margin"},
    "stock.lot": {"avg_cost", "standard_price", "total_value"},
    "stock.move": {"remaining_value", "standard_price", "value", "value_manual"},
    "stock.quant": {"value"},
    "timesheets.analysis.report": {"margin"},
}


def shows_costs(model, field):
    """Whether the field ``field`` of ``model`` (names) shows what things cost us."""
    return field in COST_FIELDS.get(model, ())

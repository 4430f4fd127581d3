"""Which fields show money that not everybody may see: ``{model: field names}``.

Kept for all host modules that can be there; a model or field that is not installed is passed
over. What a customer pays (prices, orders, invoices) is no secret of sales, and what the host
itself shows to the groups of its accounting alone stays its business. ``money_shown.py`` has
what is shown on purpose: a field of money that is in neither list makes a test fail.
"""

# what things cost us, and what follows from it: without the right to costs
COST_FIELDS = {
    "account.analytic.line": {"amount"},
    "account.invoice.report": {"inventory_value", "price_margin"},
    "hr.employee": {"hourly_cost"},
    "mrp.production": {"extra_cost"},
    "mrp.routing.workcenter": {"cost"},
    "mrp.workcenter": {"costs_hour"},
    "mrp.workorder": {"costs_hour"},
    "pos.order": {"margin", "margin_percent"},
    "pos.order.line": {"margin", "margin_percent", "total_cost"},
    "product.product": {
        *("avg_cost", "standard_price", "suggest_estimated_price", "total_value"),
        "standard_price_update_warning",
        # of product_margin
        *("expected_margin", "expected_margin_rate", "normal_cost", "purchase_avg_price"),
        *("purchase_gap", "total_cost", "total_margin", "total_margin_rate"),
    },
    "product.template": {"standard_price"},
    "product.value": {
        *("computed_value_description", "current_value", "current_value_description"),
        *("current_value_details", "value"),
    },
    "project.project": {"analytic_account_balance"},
    "project.sale.line.employee.map": {"cost", "display_cost"},
    "report.pos.order": {"margin"},
    "sale.order": {"margin", "margin_percent"},
    "sale.order.line": {"margin", "margin_percent", "purchase_price"},
    "sale.report": {"margin"},
    "stock.landed.cost": {"amount_total"},
    "stock.landed.cost.lines": {"price_unit"},
    "stock.lot": {"avg_cost", "standard_price", "total_value"},
    # their price is hidden by the bridge to valuation: without it there is none
    "stock.move": {
        *("remaining_value", "standard_price", "value", "value_manual"),
        *("value_computed_justification", "value_justification"),
    },
    "stock.quant": {"value"},
    "stock.valuation.adjustment.lines": {
        *("additional_landed_cost", "final_cost", "former_cost"),
    },
    "timesheets.analysis.report": {"amount", "margin"},
}

# what the books say, where the host shows it to everybody: without the right to the books
BOOK_FIELDS = {
    "account.account": {"current_balance", "opening_balance", "opening_credit", "opening_debit"},
    "account.analytic.account": {"balance", "credit", "debit"},
    "account.journal": {
        *("current_statement_balance", "kanban_dashboard", "kanban_dashboard_graph"),
    },
    "res.partner.bank": {"employee_salary_amount"},
}

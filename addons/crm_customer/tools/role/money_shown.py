"""Which fields of money are shown to sales on purpose: ``{model: field names}``.

What a customer pays us, or owes for what we sold; what a person enters or spent himself; and
numbers that are named like money and are none. Beside ``money.py``, which has what is hidden:
whoever installs a host app whose models show more finds each field that is in neither list by
a test (``tests/role/test_money.py``), and decides.
"""

# what a customer pays, orders, owes: of the documents that the rules let one read
_INVOICES = {
    "account.move": {
        *("amount_paid", "amount_residual", "amount_residual_signed", "amount_tax"),
        *("amount_tax_signed", "amount_total", "amount_total_in_currency_signed"),
        *("amount_total_signed", "amount_total_words", "amount_untaxed"),
        *("amount_untaxed_in_currency_signed", "amount_untaxed_signed"),
        *("abnormal_amount_warning", "quick_edit_total_amount", "tax_totals"),
    },
    # without the lines of costs
    "account.move.line": {
        *("amount_currency", "amount_residual", "amount_residual_currency", "balance", "credit"),
        *("cumulated_balance", "debit", "deductible_amount", "discount_amount_currency"),
        *("discount_balance", "price_subtotal", "price_total", "price_unit", "tax_base_amount"),
    },
    # the settlements of these invoices alone
    "account.partial.reconcile": {"amount", "credit_amount_currency", "debit_amount_currency"},
    "account.payment.term": {"example_amount"},
    "account.payment.term.line": {"value_amount"},
    "account.tax": {"amount"},
}
_ORDERS = {
    "crm.lead": {
        *("expected_revenue", "prorated_revenue", "recurring_revenue"),
        *("recurring_revenue_monthly", "recurring_revenue_monthly_prorated"),
        *("recurring_revenue_prorated", "sale_amount_total"),
    },
    "crm.team": {"invoiced", "invoiced_target"},
    "sale.order": {
        *("amount_delivery", "amount_invoiced", "amount_paid", "amount_tax", "amount_to_invoice"),
        *("amount_total", "amount_undiscounted", "amount_untaxed", "tax_totals"),
        *("amount_unpaid", "reward_amount"),
        # the host warns who sells that the customer owes too much already
        "partner_credit_warning",
    },
    "sale.order.line": {
        *("amount_invoiced", "amount_to_invoice", "amount_to_invoice_at_date"),
        *("price_reduce_taxexcl", "price_reduce_taxinc", "price_subtotal", "price_tax"),
        *("price_total", "price_unit", "qty_invoiced", "qty_invoiced_at_date"),
        *("qty_invoiced_posted", "technical_price_unit", "untaxed_amount_invoiced"),
        "untaxed_amount_to_invoice",
    },
    "sale.report": {
        *("discount_amount", "price_subtotal", "price_total", "price_unit", "qty_invoiced"),
        *("untaxed_amount_invoiced", "untaxed_amount_to_invoice"),
    },
    "utm.campaign": {"invoiced_amount"},
}
_PRICES = {
    "product.attribute.value": {"default_extra_price"},
    "product.combo": {"base_price"},
    "product.combo.item": {"extra_price", "lst_price"},
    # without the items that are made from costs
    "product.pricelist.item": {
        *("fixed_price", "percent_price", "price", "price_discount", "price_markup"),
        *("price_max_margin", "price_min_margin", "price_round", "price_surcharge"),
    },
    "product.product": {"list_price", "lst_price", "price_extra"},
    # no record without the right to costs
    "product.supplierinfo": {"price", "price_discounted"},
    "product.template": {"list_price"},
    "product.template.attribute.value": {"price_extra"},
    "project.sale.line.employee.map": {"price_unit"},
    "timesheets.analysis.report": {"timesheet_revenues"},
}
# what a person spent himself: the host's rules show nobody else's
_EXPENSES = {
    "hr.expense": {
        *("amount_residual", "price_unit", "tax_amount", "tax_amount_currency"),
        *("total_amount", "total_amount_currency", "untaxed_amount"),
        "untaxed_amount_currency",
    },
}
# the host itself asks for the books, or for administrators, before it fills them
_ASKED = {
    "digest.digest": {"kpi_account_total_revenue_value", "kpi_all_sale_total_value"},
}
# shares, limits of the settings, hours, credits of online services, margins of a page
_NO_MONEY = {
    "account.account": {"related_taxes_amount"},
    "account.move": {"timesheet_total_duration"},
    "account.tax.group": {"preceding_subtotal"},
    "crm.iap.lead.mining.request": {
        *("lead_contacts_credits", "lead_credits", "lead_total_credits"),
    },
    "crm.lead.scoring.frequency": {"value"},
    "crm.team": {"dashboard_button_name"},
    "digest.digest": {
        *("kpi_crm_lead_created_value", "kpi_crm_opportunities_won_value"),
        *("kpi_mail_message_total_value", "kpi_project_task_opened_value"),
        "kpi_res_users_connected_value",
    },
    "iap.account": {"balance"},
    "ir.default": {"json_value"},
    "mail.message": {"rating_value"},
    "mrp.bom.byproduct": {"cost_share"},
    "mrp.bom.line": {"cost_share"},
    "product.attribute.custom.value": {"custom_value"},
    "project.task": {"rating_last_value", "total_hours_spent"},
    "report.paperformat": {"margin_bottom", "margin_left", "margin_right", "margin_top"},
    "res.company": {"hr_presence_control_email_amount", "po_double_validation_amount"},
    "spreadsheet.dashboard": {"sample_dashboard_file_path"},
    "stock.move": {"cost_share", "procurement_values"},
    "stock.picking.type": {"kanban_dashboard_graph"},
    "timesheets.analysis.report": {"unit_amount"},
}


def _join(*groups):
    joined = {}
    for group in groups:
        for model, names in group.items():
            joined[model] = joined.get(model, set()) | names
    return joined


SHOWN_FIELDS = _join(_INVOICES, _ORDERS, _PRICES, _EXPENSES, _ASKED, _NO_MONEY)

{
    "name": "CRM Customers: Stock Valuation",
    "summary": "Transfers of people who see no costs, where stock is valued",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_customer", "stock_account"],
    "auto_install": True,
}

{
    "name": "CRM Customers: Margins",
    "summary": "Quotations of people who see no costs, where margins are counted",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_customer", "sale_margin"],
    "auto_install": True,
}

{
    "name": "CRM Customers: Buy to Order",
    "summary": "Orders of people who see no vendor prices, bought to order",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_customer", "sale_purchase_stock"],
    "auto_install": True,
}

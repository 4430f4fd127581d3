{
    "name": "CRM Customers: Manufacturing Costs",
    "summary": "Manufacturing by people who see no costs",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_customer", "mrp_account"],
    "auto_install": True,
}

{
    "name": "CRM Customers: Project Costs",
    "summary": "Profitability of projects for who may see costs",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_customer", "project"],
    "auto_install": True,
}

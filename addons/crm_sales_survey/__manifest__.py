{
    "name": "CRM Sales: Surveys",
    "summary": "Surveys of market studies: answers counted, results one click away",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_sales", "survey"],
    "data": ["views/crm_sales_study_views.xml"],
    "auto_install": True,
}

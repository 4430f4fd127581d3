{
    "name": "CRM Sales: Text Messages",
    "summary": "Text messages as steps of journeys",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_sales", "sms"],
    "data": ["views/crm_sales_journey_step_views.xml"],
    "auto_install": True,
}

{
    "name": "CRM Customers: Badges",
    "summary": "A badge for the person who reaches a KPI goal",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_customer", "gamification"],
    "data": ["views/crm_kpi_views.xml", "views/crm_kpi_goal_views.xml"],
    "demo": ["demo/badge_demo.xml"],
    "auto_install": True,
}

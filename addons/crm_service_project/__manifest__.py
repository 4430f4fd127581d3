{
    "name": "CRM Service: Project Tasks",
    "summary": "Tasks for the work on an improvement",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_service", "project"],
    "data": ["views/crm_service_improvement_views.xml"],
    "auto_install": True,
}

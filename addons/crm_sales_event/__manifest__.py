{
    "name": "CRM Sales: Events",
    "summary": "Registrations and attendance of events as touchpoints",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_sales", "event"],
    "auto_install": True,
}

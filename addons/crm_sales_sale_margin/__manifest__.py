{
    "name": "CRM Sales: Margins",
    "summary": "Ordered margin as a KPI for plans, attainment and incentives, for finance alone",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_sales", "sale_margin"],
    "data": ["data/kpi_data.xml"],
    "auto_install": True,
}

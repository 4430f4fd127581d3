{
    "name": "CRM Sales",
    "summary": "A pipeline whose figures hold: every stay in every stage, as it was",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": [
        "crm_customer",
        "mass_mailing_crm",
        "mass_mailing_sale",
        "sale_management",
    ],
    "data": [
        # groups, access, rules
        "security/crm_sales_groups.xml",
        "security/ir.model.access.csv",
        "security/stage_log/stage_log_security.xml",
        "security/intake/intake_security.xml",
        # data
        "data/kpi_data.xml",
        # views, a folder per room
        "views/crm_sales_menus.xml",
        "views/stage_log/crm_sales_stage_log_views.xml",
        "views/stage_log/crm_lead_views.xml",
        "report/lead_form_poster.xml",
        "views/intake/lead_form_templates.xml",
        "views/intake/crm_sales_lead_arrival_views.xml",
        "views/intake/crm_sales_lead_form_views.xml",
        "views/intake/crm_lead_views.xml",
        "views/intake/utm_campaign_views.xml",
        "views/intake/res_config_settings_views.xml",
        "views/intake/intake_menus.xml",
    ],
    "demo": [
        "demo/stage_log_1_demo.xml",
        "demo/stage_log_2_demo.xml",
    ],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}

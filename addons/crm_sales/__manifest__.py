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
        "security/plan/crm_sales_plan_security.xml",
        "security/plan/crm_sales_deal_share_security.xml",
        "security/plan/crm_sales_attainment_security.xml",
        "security/plan/crm_sales_incentive_security.xml",
        # data
        "data/kpi_data.xml",
        "data/plan_kpi_data.xml",
        "data/plan_cron.xml",
        # views, a folder per room
        "views/crm_sales_menus.xml",
        "views/stage_log/crm_sales_stage_log_views.xml",
        "views/stage_log/crm_lead_views.xml",
        "wizard/crm_sales_plan_views.xml",
        "views/plan/crm_sales_plan_views.xml",
        "views/plan/crm_sales_plan_line_views.xml",
        "views/deal_share/crm_sales_deal_share_views.xml",
        "views/attainment/crm_sales_attainment_views.xml",
        "wizard/crm_sales_incentive_views.xml",
        "report/crm_sales_incentive_report_views.xml",
        "report/crm_sales_incentive_templates.xml",
        "views/incentive/crm_sales_incentive_views.xml",
    ],
    "demo": [
        "demo/stage_log_1_demo.xml",
        "demo/stage_log_2_demo.xml",
        "demo/plan_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "crm_sales/static/src/**/*",
        ],
        "web.assets_tests": [
            "crm_sales/static/tests/tours/**/*",
        ],
    },
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}

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
        "security/pipeline/pipeline_security.xml",
        # data
        "data/kpi_data.xml",
        "data/pipeline_cron.xml",
        "data/pipeline_kpi.xml",
        # views, a folder per room
        "views/crm_sales_menus.xml",
        "views/stage_log/crm_sales_stage_log_views.xml",
        "views/stage_log/crm_lead_views.xml",
        "views/pipeline/crm_sales_pipeline_snapshot_views.xml",
        "views/pipeline/crm_sales_pipeline_push_views.xml",
        "views/pipeline/crm_lead_views.xml",
        "views/pipeline/res_config_settings_views.xml",
        "wizard/crm_sales_pipeline_as_of_views.xml",
        "wizard/crm_sales_pipeline_review_views.xml",
        "report/crm_sales_pipeline_review_report_views.xml",
        "report/crm_sales_pipeline_review_templates.xml",
    ],
    "demo": [
        "demo/stage_log_1_demo.xml",
        "demo/stage_log_2_demo.xml",
        "demo/pipeline_1_demo.xml",
        "demo/pipeline_2_demo.xml",
        "demo/pipeline_3_demo.xml",
        "demo/pipeline_4_demo.xml",
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

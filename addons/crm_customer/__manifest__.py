{
    "name": "CRM Customers",
    "summary": "Customers, interactions, timeline and import of customer files",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "crm",
        "sale_crm",
        "contacts",
        "phone_validation",
        "privacy_lookup",
        "resource",
        "spreadsheet_dashboard",
    ],
    "external_dependencies": {
        "python": [
            "email-validator",
            "openpyxl",
            "phonenumbers",
            "pypinyin",
            "python-stdnum",
        ],
    },
    "data": [
        # groups, access, rules
        "security/crm_customer_groups.xml",
        "security/ir.model.access.csv",
        "security/partner/partner_security.xml",
        "security/interaction/crm_customer_interaction_security.xml",
        # data
        "data/interaction_data.xml",
        "data/partner_data.xml",
        # menus: the root first, so that every room can hang its own below
        "views/crm_customer_menus.xml",
        # views, a folder per room
        "views/res_config_settings_views.xml",
        "views/partner/crm_customer_contact_role_views.xml",
        "views/partner/crm_customer_external_system_views.xml",
        "views/partner/crm_customer_invoice_title_views.xml",
        "views/partner/crm_customer_level_views.xml",
        "views/partner/res_config_settings_views.xml",
        "views/partner/res_partner_contact_views.xml",
        "views/partner/res_partner_form_views.xml",
        "views/partner/res_partner_kanban_views.xml",
        "views/partner/res_partner_views.xml",
        "views/partner/res_partner_actions.xml",
        "views/interaction/crm_customer_interaction_views.xml",
        "views/interaction/crm_customer_interaction_list_views.xml",
        "views/interaction/crm_customer_interaction_report_views.xml",
        "views/interaction/crm_customer_interaction_outcome_views.xml",
        "views/interaction/host_views.xml",
    ],
    "demo": [],
    "assets": {
        "web.assets_backend": [
            "crm_customer/static/src/**/*",
        ],
        "web.assets_tests": [
            "crm_customer/static/tests/tours/**/*",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}

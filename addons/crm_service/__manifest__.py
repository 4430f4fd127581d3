{
    "name": "CRM Service",
    "summary": "Service tickets with service levels, from any channel",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "crm_customer",
        "portal_rating",
        "resource",
        "survey",
    ],
    "data": [
        # groups, access, rules
        "security/crm_service_groups.xml",
        "security/ir.model.access.csv",
        "security/ticket/ticket_security.xml",
        "security/sla/sla_security.xml",
        "security/relation/relation_security.xml",
        # data
        "data/ticket_data.xml",
        "data/sla_cron.xml",
        "data/relation_data.xml",
        # menus: the root first, so that every room can hang its own below
        "views/crm_service_menus.xml",
        # views, a folder per room
        "views/ticket/crm_service_stage_views.xml",
        "views/ticket/crm_service_category_views.xml",
        "views/ticket/crm_service_tag_views.xml",
        "views/ticket/crm_service_cause_views.xml",
        "views/ticket/crm_service_team_views.xml",
        "views/sla/crm_service_sla_views.xml",
        "views/sla/crm_service_clock_views.xml",
        "views/ticket/crm_service_ticket_search_views.xml",
        "views/ticket/crm_service_ticket_list_views.xml",
        "views/ticket/crm_service_ticket_views.xml",
        "views/ticket/crm_service_ticket_kanban_views.xml",
        "views/ticket/crm_service_ticket_report_views.xml",
        "views/ticket/crm_service_ticket_actions.xml",
        "views/ticket/res_partner_views.xml",
        "views/relation/crm_service_merge_views.xml",
        "views/relation/crm_service_ticket_views.xml",
        # wizards
        "wizard/crm_service_ticket_relation_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
    "assets": {
        "web.assets_tests": [
            "crm_service/static/tests/tours/**/*",
        ],
    },
    "demo": [
        "demo/team_demo.xml",
        "demo/sla_demo.xml",
        "demo/ticket_1_demo.xml",
        "demo/ticket_2_demo.xml",
    ],
}

{
    "name": "CRM Service: Live Chat",
    "summary": "A ticket out of a live chat",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "CRM Suite",
    "website": "https://crm-suite.example.com",
    "license": "LGPL-3",
    "depends": ["crm_service", "im_livechat"],
    "data": ["views/crm_service_ticket_views.xml", "views/im_livechat_channel_views.xml"],
    "assets": {
        "web.assets_backend": ["crm_service_livechat/static/src/**/*"],
        "web.assets_tests": ["crm_service_livechat/static/tests/tours/**/*"],
    },
    "auto_install": True,
}

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** An agent finds the article that solves a ticket: three clicks on the ticket. */
registry.category("web_tour.tours").add("crm_service_article_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains('Hotline') a[name=action_view_mine]",
            run: "click",
        },
        {
            trigger: ".o_data_row .o_data_cell:contains('Tour pump leaks')",
            run: "click",
        },
        {
            content: "the subject brings the article",
            trigger:
                ".o_crm_service_article:contains('Tour pump leaks') button:contains('Solved by This')",
            run: "click",
        },
        { trigger: ".o_crm_service_article .badge:contains('Solved by This')" },
        {
            trigger: ".o_crm_service_article:first button:contains('Insert Link')",
            run: "click",
        },
        { trigger: ".modal .odoo-editor-editable a:contains('Tour pump leaks')" },
        {
            content: "the customer stands there already",
            trigger: ".modal .o_field_widget[name=partner_ids] .o_tag",
        },
        { trigger: ".modal button[name=action_send_mail]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: ".o-mail-Message-body a:contains('Tour pump leaks')" },
        { trigger: "button[name=action_close].btn-primary", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Solved')",
        },
    ],
});

/** A customer types a question and opens what answers it. */
registry.category("web_tour.tours").add("crm_service_suggest_tour", {
    steps: () => [
        { trigger: "#field_name", run: "edit Our tour pump leaks at the ruby seal" },
        {
            trigger: ".o_crm_service_suggest_list a:contains('Tour pump leaks')",
            run() {
                // the tour cannot follow into another tab
                this.anchor.removeAttribute("target");
                this.anchor.click();
            },
            expectUnloadPage: true,
        },
        { trigger: "h2:contains('Tour pump leaks at the ruby seal')" },
    ],
});

/** The "?" explains the screen. */
registry.category("web_tour.tours").add("crm_service_help_tour", {
    steps: () => [
        { trigger: ".o_list_view" },
        { trigger: ".o_crm_service_help button", run: "click" },
        { trigger: ".modal h2:contains('Working with tickets')" },
        { trigger: ".o_crm_service_help_search", run: "edit service levels" },
        { trigger: ".modal form button[type=submit]", run: "click" },
        {
            trigger: ".modal .list-group-item:contains('Service levels')",
            run: "click",
        },
        { trigger: ".modal h2:contains('Service levels')" },
    ],
});

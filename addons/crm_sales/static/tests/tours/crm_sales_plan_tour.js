import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("crm_sales_plan_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        { trigger: "[data-menu-xmlid='crm.crm_menu_sales']", run: "click" },
        { trigger: "[data-menu-xmlid='crm_sales.crm_sales_plan_menu']", run: "click" },
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "the KPI and the year are proposed",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tour plan",
        },
        { trigger: "button:contains('Draft Targets')", run: "click" },
        {
            content: "last year is known, the growth is asked for",
            trigger: ".modal .o_field_widget[name=growth] input",
            run: "edit 20",
        },
        { trigger: ".modal button[name=action_draft]", run: "click" },
        {
            content: "the table adds up",
            trigger: ".o_crm_plan .o_crm_plan_head:contains('adds up')",
        },
        {
            content: "split another sum of the year over all of them",
            trigger: ".o_crm_plan_company input[data-column=year]",
            run: "edit 60000 && press Enter",
        },
        { trigger: ".o_crm_plan_total:contains('60,000')" },
        {
            content: "lock a target",
            trigger: ".o_crm_plan_person input[data-column=m0]",
            run: "click",
        },
        {
            trigger:
                ".o_crm_plan_person td:eq(0) .o_crm_plan_lock:not(:visible), .o_crm_plan_person td:eq(0) .o_crm_plan_lock",
            run: "click",
        },
        { trigger: ".o_crm_plan_person .o_crm_plan_locked .fa-lock" },
        {
            content: "that is what the company wants",
            trigger: ".o_crm_plan_target",
            run: "edit 60000 && press Tab",
        },
        { trigger: ".o_crm_plan_head:contains('adds up')" },
        { trigger: "button:contains('Back to the Plan')", run: "click" },
        { trigger: "button[name=action_submit]", run: "click" },
        { trigger: "button[name=action_approve]", run: "click" },
        { trigger: "button[name=action_open_attainment]", run: "click" },
        { trigger: ".o_list_view .o_data_row" },
    ],
});

registry.category("web_tour.tours").add("crm_sales_attainment_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        { trigger: "[data-menu-xmlid='crm.crm_menu_sales']", run: "click" },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_attainment_menu']",
            run: "click",
        },
        {
            content: "the own rows alone",
            trigger: ".o_list_view .o_data_row .o_data_cell:contains('2026')",
            run: "click",
        },
        {
            content: "what is due, and why the light has its colour",
            trigger: ".o_form_view .o_field_widget[name=reason]",
        },
        { trigger: "button[name=action_open_records]", run: "click" },
        { trigger: ".o_list_view, .o_view_nocontent" },
    ],
});

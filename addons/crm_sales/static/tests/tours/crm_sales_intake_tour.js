import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Marketing qualifies what came in and hands it over: four clicks from the queue. */
registry.category("web_tour.tours").add("crm_sales_hand_over_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        {
            trigger: "button[data-menu-xmlid='crm_sales.crm_sales_menu_intake']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_sales.crm_lead_menu_queue']",
            run: "click",
        },
        { trigger: ".o_data_row .o_data_cell:contains('Tour enquiry')", run: "click" },
        {
            trigger: ".o_form_view button[name=action_crm_hand_over].btn-primary",
            run: "click",
        },
        {
            content: "the rules or the team propose somebody",
            trigger: ".modal .o_field_widget[name=proposal]:contains('sales_own')",
        },
        { trigger: ".modal button[name=action_hand_over]", run: "click" },
        {
            trigger:
                ".o_form_view .o_field_widget[name=crm_handover_state]:contains('Handed Over')",
        },
    ],
});

/** A salesperson accepts what was handed over: two clicks from the list. */
registry.category("web_tour.tours").add("crm_sales_accept_tour", {
    steps: () => [
        { trigger: ".o_data_row .o_data_cell:contains('Tour enquiry')", run: "click" },
        { trigger: ".alert:contains('Marketing handed this lead over')" },
        {
            trigger: ".o_form_view button[name=action_crm_accept].btn-primary",
            run: "click",
        },
        {
            trigger:
                ".o_form_view .o_field_widget[name=crm_handover_state]:contains('Accepted')",
        },
    ],
});

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Marketing makes a segment of what the list of customers shows, and opens its members. */
registry.category("web_tour.tours").add("crm_customer_segment_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
        { trigger: ".o_searchview_input", run: "edit Tour City" },
        {
            trigger: ".o_searchview_autocomplete a:contains('City for')",
            run: "click",
        },
        { trigger: ".o_searchview_facet:contains('City')" },
        {
            content: "the search is over before anyone is selected",
            trigger: ".o_list_view .o_data_row:count(2)",
        },
        { trigger: "thead .o_list_record_selector input", run: "click" },
        {
            trigger: ".o_cp_action_menus button:contains('Actions')",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown--menu .o-dropdown-item:contains('New Segment from Search')",
            run: "click",
        },
        {
            content: "the condition is that of the search",
            trigger: ".o_field_widget[name=domain] input:value('Tour City')",
        },
        {
            trigger: ".o_field_widget[name=name] :is(input, textarea)",
            run: "edit Customers in Tour City",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "the next step",
            trigger: "button[name=action_refresh].btn-primary",
            run: "click",
        },
        {
            trigger: "button[name=action_view_members] .o_stat_value:contains('2')",
            run: "click",
        },
        {
            content: "who is in, and since when",
            trigger:
                ".o_breadcrumb .active:contains('Customers in Tour City'), .o_last_breadcrumb_item:contains('Customers in Tour City')",
        },
        { trigger: ".o_data_row:contains('Customer 0')" },
        { trigger: ".o_data_cell:contains('Customer 1')", run: "click" },
        {
            trigger:
                ".o_form_view .o_field_widget[name=crm_badge_segment_ids]:contains('Tour City')",
        },
    ],
});

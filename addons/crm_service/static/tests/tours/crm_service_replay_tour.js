import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** The service manager replays the tickets under another promise and looks at what changes. */
registry.category("web_tour.tours").add("crm_service_replay_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_menu_reporting']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_replay_menu']",
            run: "click",
        },
        // the list before has such a button too
        { trigger: ".o_breadcrumb:contains('What-If Replays')" },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit Tour replay" },
        {
            trigger: ".o_data_row:contains('Answer') .o_data_cell[name=hours]",
            run: "click",
        },
        {
            trigger: ".o_data_row .o_field_widget[name=hours] input",
            run: "edit 06:00",
        },
        { trigger: "button[name=action_replay]", run: "click" },
        { trigger: ".o_notebook .nav-link:contains('Figures')", run: "click" },
        { trigger: ".o_data_row:contains('Answer'):contains('Whole Period')" },
        {
            trigger: "button[name=action_view_changed].oe_stat_button",
            run: "click",
        },
        { trigger: ".o_data_row:contains('Tour pump')" },
    ],
});

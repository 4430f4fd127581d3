import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Marketing: three clicks from the menu to the deals behind what a campaign has earned. */
registry.category("web_tour.tours").add("crm_sales_attribution_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_menu_marketing']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_attribution_report_menu']",
            run: "click",
        },
        {
            trigger:
                "tr:contains('Tour Fair') td[data-model=linear] button:contains('800')",
            run: "click",
        },
        { trigger: ".o_data_row:contains('Tour cell')" },
        { trigger: ".o_list_footer:contains('800')" },
        { trigger: ".o_breadcrumb a:contains('Attribution')", run: "click" },
        // lost ones are in the journeys, in order
        {
            trigger: "[data-path='event>call'] button:contains('Event → Call')",
            run: "click",
        },
        { trigger: ".o_data_row:contains('Tour cell')" },
        { trigger: ".o_breadcrumb a:contains('Attribution')", run: "click" },
        { trigger: ".o_crm_attribution_dimension", run: "select channel" },
        { trigger: "tr[data-key=call] td[data-model=markov]:contains('800')" },
        { trigger: ".o_crm_attribution_explain", run: "click" },
        { trigger: "dd:contains('Every touch gets the same share')" },
    ],
});

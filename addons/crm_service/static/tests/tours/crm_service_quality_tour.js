import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const choose = (criterion, answer) => [
    {
        trigger: `.o_data_row:contains('${criterion}') .o_data_cell[name=answer]`,
        run: "click",
    },
    {
        trigger: `.o_data_row:contains('${criterion}') [name=answer] .o_select_menu_toggler`,
        run: "click",
    },
    { trigger: `.o_select_menu_item:contains('${answer}')`, run: "click" },
    // the next row is for who has seen the answer on this one
    {
        trigger: `.o_data_row:contains('${criterion}') [name=answer] .o_select_menu_toggler:value('${answer}')`,
    },
];

/** The service manager draws answered tickets, and reviews one of them. */
registry.category("web_tour.tours").add("crm_service_quality_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_menu_quality']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_quality_sample_menu']",
            run: "click",
        },
        { trigger: ".o_data_row .o_data_cell:contains('Tour sample')", run: "click" },
        { trigger: "button[name=action_draw].btn-primary", run: "click" },
        { trigger: "button[name=action_view_reviews].btn-primary", run: "click" },
        { trigger: ".o_group_header:contains('service_agent')", run: "click" },
        { trigger: ".o_data_row .o_data_cell:contains('Tour pump')", run: "click" },
        ...choose("Right", "Yes"),
        ...choose("Friendly", "No"),
        {
            trigger: ".o_field_widget[name=comment] textarea",
            run: "edit Be kinder",
        },
        { trigger: "button[name=action_done].btn-primary", run: "click" },
        { trigger: ".o_field_widget[name=score]:contains('75')" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')" },
    ],
});

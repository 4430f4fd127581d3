import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const inShifts = (item) => [
    {
        trigger: "[data-menu-xmlid='crm_service.crm_service_menu_roster']",
        run: "click",
    },
    { trigger: `[data-menu-xmlid='crm_service.${item}']`, run: "click" },
];

/** The team leader copies a week of shifts, and sees when nobody is on duty. */
registry.category("web_tour.tours").add("crm_service_roster_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        ...inShifts("crm_service_shift_menu"),
        { trigger: ".o_calendar_view .fc-event" },
        ...inShifts("crm_service_shift_plan_menu"),
        { trigger: ".modal .o_field_widget[name=team_ids]:contains('Hotline')" },
        { trigger: ".modal button[name=action_plan]", run: "click" },
        { trigger: ".o_notification:contains('1 shifts planned')" },
        { trigger: "body:not(:has(.modal))" },
        ...inShifts("crm_service_shift_gap_menu"),
        { trigger: ".o_breadcrumb:contains('Hours Without Anyone')" },
        { trigger: ".o_data_row .o_data_cell[name=team_id]:contains('Hotline')" },
    ],
});

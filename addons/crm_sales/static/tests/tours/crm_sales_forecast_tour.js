import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const openForecast = () => [
    stepUtils.showAppsMenuItem(),
    { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
    { trigger: "[data-menu-xmlid='crm.crm_menu_sales']", run: "click" },
    { trigger: "[data-menu-xmlid='crm_sales.crm_sales_forecast_menu']", run: "click" },
];

/** A salesperson enters the own figures and submits them: one button says the next step. */
registry.category("web_tour.tours").add("crm_sales_forecast_submit_tour", {
    steps: () => [
        ...openForecast(),
        { trigger: ".o_field_widget[name=amount_commit]:contains('500')" },
        { trigger: ".o_field_widget[name=commit] input", run: "edit 800" },
        { trigger: ".o_field_widget[name=best_case] input", run: "edit 900" },
        {
            trigger: ".o_field_widget[name=note] textarea",
            run: "edit Two by phone",
        },
        {
            trigger: "button.btn-primary[name=action_submit]:contains('Submit')",
            run: "click",
        },
        { trigger: "button[name=action_open_history]:contains('1')", run: "click" },
        { trigger: ".o_data_row:contains('Two by phone')" },
        { trigger: ".o_data_row:contains('800')" },
    ],
});

/** The leader overrides the figure of a person with a note, rolls the team up and locks it. */
registry.category("web_tour.tours").add("crm_sales_forecast_lead_tour", {
    steps: () => [
        ...openForecast(),
        { trigger: ".o_data_cell:contains('Tour seller')", run: "click" },
        { trigger: "button[name=action_override]", run: "click" },
        { trigger: ".modal .o_field_widget[name=commit] input", run: "edit 600" },
        { trigger: ".modal .o_field_widget[name=best_case] input", run: "edit 900" },
        {
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit One is not sure",
        },
        { trigger: ".modal button[name=action_override]", run: "click" },
        { trigger: ".o_field_widget[name=override_note]:contains('One is not sure')" },
        {
            trigger: ".o_breadcrumb a:contains('Forecast'), .o_back_button",
            run: "click",
        },
        { trigger: ".o_data_cell:contains('North')", run: "click" },
        {
            trigger: "button.btn-primary[name=action_submit]:contains('Roll Up')",
            run: "click",
        },
        { trigger: "button.btn-primary[name=action_lock]", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: ".ribbon:contains('Locked')" },
        { trigger: ".o_field_widget[name=counted_commit]:contains('600')" },
    ],
});

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Open the dialog of a new step, name it and say what it does. */
function addStep(name, kind, steps = []) {
    return [
        {
            trigger: ".o_field_widget[name=step_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name=name] input", run: `edit ${name}` },
        {
            trigger: `.modal .o_field_widget[name=kind] input[data-value=${kind}]`,
            run: "click",
        },
        ...steps,
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: `body:not(:has(.modal)) .o_data_row:contains('${name}')` },
    ];
}

function choose(scope, field, text) {
    return [
        {
            trigger: `${scope} .o_field_widget[name=${field}] input`,
            run: `edit ${text}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item a:contains('${text}')`,
            run: "click",
        },
    ];
}

/** Marketing builds a journey of three steps, tries it with a contact, and starts it. */
registry.category("web_tour.tours").add("crm_sales_journey_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_menu_marketing']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_journey_menu']",
            run: "click",
        },
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tour Journey",
        },
        ...choose(".o_form_view", "segment_id", "Tour Segment"),
        ...addStep("Say hello", "mail", choose(".modal", "template_id", "Tour Hello")),
        ...addStep("Wait for three days", "wait"),
        ...addStep(
            "Call them",
            "activity",
            choose(".modal", "activity_type_id", "Call"),
        ),
        { trigger: ".o_form_view .o_form_button_save", run: "click" },
        { trigger: ".o_crm_sales_flow .o_name:contains('Call them')" },
        { trigger: ".o_statusbar_buttons button:contains('Try With')", run: "click" },
        ...choose(".modal", "partner_id", "Tour Customer"),
        { trigger: ".modal .o_crm_sales_journey_try td:contains('Call them')" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        {
            trigger: "body:not(:has(.modal)) button[name=action_start].btn-primary",
            run: "click",
        },
        { trigger: ".o_arrow_button_current:contains('Running')" },
    ],
});

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** An agent turns the ticket on the screen into feedback: two clicks. */
registry.category("web_tour.tours").add("crm_service_feedback_tour", {
    steps: () => [
        { trigger: "button[name=action_make_feedback]", run: "click" },
        {
            trigger: ".o_field_widget[name=name] textarea:value(Tour gripper forgets)",
        },
        { trigger: "button[name=action_view_similar]" },
        {
            trigger: ".o_field_widget[name=description] textarea",
            run: "edit It forgets everything",
        },
        ...stepUtils.saveForm(),
    ],
});

const goOn = (stage) => [
    { trigger: "button[name=action_next].btn-primary", run: "click" },
    { trigger: `.o_statusbar_status .o_arrow_button_current:contains('${stage}')` },
];
const page = (name) => ({ trigger: `a.nav-link[name=${name}]`, run: "click" });
const choose = (field, text) => [
    { trigger: `.o_field_widget[name=${field}] input`, run: `edit ${text}` },
    {
        trigger: `.o-autocomplete--dropdown-item a:contains('${text}')`,
        run: "click",
    },
];

/** A product manager groups feedback, decides on the improvement and releases it. */
registry.category("web_tour.tours").add("crm_service_improvement_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        {
            trigger:
                "[data-menu-xmlid='crm_service.crm_service_improvement_menu_root']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_feedback_menu']",
            run: "click",
        },
        {
            trigger: ".o_data_row .o_data_cell:contains('Tour program lost at night')",
            run: "click",
        },
        { trigger: "button[name=action_group_similar].btn-primary", run: "click" },
        {
            trigger:
                ".modal .o_data_row .o_data_cell:contains('Tour program lost at noon')",
        },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Proposed')",
        },
        page("problem"),
        ...choose("cause_id", "Product"),
        ...goOn("Analysed"),
        page("decision"),
        {
            trigger: ".o_field_widget[name=decision] label:contains('Do It')",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=decision_reason] textarea",
            run: "edit Many suffer",
        },
        ...goOn("Decided"),
        { trigger: ".o_field_widget[name=quarter] input", run: "edit 2026-Q4" },
        ...choose("responsible_id", "product_manager"),
        page("measure"),
        {
            trigger: ".o_field_widget[name=measure] label:contains('Ticket Rate')",
            run: "click",
        },
        ...goOn("In Progress"),
        page("release"),
        {
            trigger: ".o_field_widget[name=answer] textarea",
            run: "edit The program stays",
        },
        ...goOn("Released"),
        { trigger: "button[name=action_tell].btn-primary" },
    ],
});

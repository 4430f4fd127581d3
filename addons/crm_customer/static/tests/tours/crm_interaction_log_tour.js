import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

let presses = 0;

function count(event) {
    presses += event.target.closest("button, a") ? 1 : 0;
}

/** A sales rep logs a call: one click opens the dialog, one click saves. */
registry.category("web_tour.tours").add("crm_interaction_log_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        { trigger: ".o_data_cell:contains('Tour Interaction Ltd')", run: "click" },
        {
            content: "from here on every press counts",
            trigger:
                ".o_form_view .o_breadcrumb .active:contains('Tour Interaction Ltd')",
            run() {
                document.addEventListener("click", count, true);
            },
        },
        {
            trigger: "button[name=action_crm_log_interaction].btn-primary",
            run: "click",
        },
        {
            content: "the subject has the focus: typing needs no click",
            trigger: ".modal .o_field_widget[name=name] input:focus",
            run: "fill Asked for the price list",
        },
        {
            content: "the kind of the last time, and the customer, stand there already",
            trigger: ".modal .o_field_widget[name=kind] button.active[data-value=call]",
        },
        {
            trigger: ".modal .o_field_widget[name=next_step] input",
            run: "edit Send the price list",
        },
        { trigger: ".modal-footer button.btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "the customer counts it, and two presses were enough",
            trigger:
                "button[name=action_crm_view_interactions] .o_stat_value:contains(1)",
            run() {
                document.removeEventListener("click", count, true);
                if (presses !== 2) {
                    throw new Error(`${presses} presses to log an interaction`);
                }
            },
        },
    ],
});

/** A dialog that was opened and not touched records nothing when the page is left. */
registry.category("web_tour.tours").add("crm_interaction_leave_tour", {
    steps: () => [
        {
            trigger: "button[name=action_crm_log_interaction].btn-primary",
            run: "click",
        },
        {
            trigger:
                ".modal .o_crm_log_interaction .o_field_widget[name=name] input:focus",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        {
            trigger:
                "button[name=action_crm_view_interactions] .o_stat_value:contains(0)",
        },
    ],
});

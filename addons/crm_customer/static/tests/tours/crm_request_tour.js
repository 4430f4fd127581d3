import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import { openCustomer } from "./open_customer";

let presses = 0;

function count(event) {
    presses += event.target.closest("button") ? 1 : 0;
}

const tours = registry.category("web_tour.tours");

/** From the menu to the requests that the user may see. */
function openRequests() {
    return [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        { trigger: ".o_list_view" },
        {
            trigger:
                "button[data-menu-xmlid='crm_customer.crm_customer_menu_interactions']",
            run: "click",
        },
        {
            trigger: ".dropdown-item[data-menu-xmlid='crm_customer.crm_request_menu']",
            run: "click",
        },
        { trigger: ".o_search_panel:contains('Technical')" },
    ];
}

tours.add("crm_request_ask_tour", {
    steps: () => [
        ...openCustomer("Acme Trading"),
        {
            content: "from here on every press of a button counts",
            trigger: "button[name=action_crm_ask_department]",
            run: () => {
                presses = 0;
                document.addEventListener("click", count, true);
            },
        },
        { trigger: "button[name=action_crm_ask_department]", run: "click" },
        {
            content: "the department is filled in",
            trigger:
                ".o_crm_ask_department [name=department_id] input:value(Technical)",
        },
        {
            trigger: ".o_crm_ask_department [name=name] input",
            run: "edit Which colour?",
        },
        {
            trigger: ".o_crm_ask_department [name=question] .odoo-editor-editable",
            run: "editor Blue or green?",
        },
        { trigger: ".modal .btn-primary:contains('Ask')", run: "click" },
        {
            trigger: "body:not(:has(.modal))",
            run: () => {
                document.removeEventListener("click", count, true);
                if (presses !== 2) {
                    throw new Error(`${presses} presses instead of 2`);
                }
            },
        },
        {
            content: "the customer knows",
            trigger: "button[name=action_crm_view_requests]:contains('1')",
        },
    ],
});

tours.add("crm_request_answer_tour", {
    steps: () => [
        ...openRequests(),
        { trigger: ".o_data_cell:contains('Which colour?')", run: "click" },
        {
            trigger: ".o_form_view [name=question]:contains('Blue or green?')",
        },
        {
            trigger: ".o_field_widget[name=answer] .odoo-editor-editable",
            run: "editor RAL 5010",
        },
        { trigger: "button[name=action_answer]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Answered')" },
    ],
});

tours.add("crm_request_accept_tour", {
    steps: () => [
        ...openRequests(),
        { trigger: ".o_data_cell:contains('Which colour?')", run: "click" },
        { trigger: ".o_field_widget[name=answer]:contains('RAL 5010')" },
        { trigger: "button[name=action_accept]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Closed')" },
    ],
});

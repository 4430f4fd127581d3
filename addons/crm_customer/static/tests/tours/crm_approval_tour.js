import { registry } from "@web/core/registry";
import { openCustomer } from "./open_customer";

const tours = registry.category("web_tour.tours");
let presses = 0;

function count(event) {
    presses += event.target.closest("button, a") ? 1 : 0;
}

tours.add("crm_approval_request_tour", {
    steps: () => [
        ...openCustomer("Orchid Machines"),
        {
            trigger: "button[name=action_crm_request_credit_limit]",
            run: "click",
        },
        { trigger: ".modal [name=amount] input", run: "edit 60000" },
        {
            trigger: ".modal [name=reason] textarea",
            run: "edit Three orders a month, always paid in time",
        },
        {
            content: "who will be asked is said before",
            trigger: ".modal [name=next_step]:contains('Leader')",
        },
        { trigger: ".modal button[name=action_request]", run: "click" },
        {
            content: "the request is open and waits for the leader",
            trigger: ".o_form_view [name=waiting_user_ids]:contains('Lea Leader')",
        },
        { trigger: "body:not(:has(button[name=action_approve]))" },
    ],
});

tours.add("crm_approval_approve_tour", {
    steps: () => [
        { trigger: ".o_kanban_view .o_kanban_record" },
        { trigger: ".o_main_navbar .o_menu_toggle", run: "click" },
        {
            trigger:
                ".o_app_menu_sidebar li[data-menu-xmlid='crm_customer.crm_approval_menu_waiting']",
            run: "click",
        },
        {
            content: "one card, from here on every press counts",
            trigger: ".o_kanban_record:contains('Orchid Machines')",
            run: () => {
                presses = 0;
                document.addEventListener("click", count, true);
            },
        },
        {
            trigger: ".o_kanban_record button[name=action_approve]",
            run: "click",
        },
        {
            content: "nothing waits any more",
            trigger: ".o_view_nocontent:contains('Nothing waits for you')",
            run: () => {
                document.removeEventListener("click", count, true);
                if (presses !== 1) {
                    throw new Error(`${presses} presses instead of 1`);
                }
            },
        },
    ],
});

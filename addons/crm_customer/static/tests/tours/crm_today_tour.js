import { registry } from "@web/core/registry";

let presses = 0;

function count(event) {
    presses += event.target.closest("button, a") ? 1 : 0;
}

const tours = registry.category("web_tour.tours");

/** On a phone the entries of an app stand in a sidebar; the first app is ours. */
function openToday() {
    return [
        { trigger: ".o_kanban_view" },
        { trigger: ".o_main_navbar .o_menu_toggle", run: "click" },
        {
            trigger:
                ".o_app_menu_sidebar li[data-menu-xmlid='crm_customer.crm_today_menu']",
            run: "click",
        },
        { trigger: "body:not(:has(.o_app_menu_sidebar))" },
    ];
}

/** A sales rep on her phone: one press and an activity is done. */
tours.add("crm_today_seller_tour", {
    steps: () => [
        ...openToday(),
        {
            content: "two activities are due",
            trigger:
                ".o_crm_today_card[data-block=activities][data-count='2'] li:contains('Today Tour Ltd')",
            run() {
                presses = 0;
                document.addEventListener("click", count, true);
            },
        },
        {
            trigger:
                ".o_crm_today_card[data-block=activities] li:first-child [data-act=done]",
            run: "click",
        },
        {
            content: "one press, and the count falls",
            trigger: ".o_crm_today_card[data-block=activities][data-count='1']",
            run() {
                document.removeEventListener("click", count, true);
                if (presses !== 1) {
                    throw new Error(`${presses} presses instead of 1`);
                }
            },
        },
        {
            content: "what was done is logged in two presses",
            trigger: ".o_crm_today_card[data-block=activities] [data-act=log]",
            run: "click",
        },
        {
            trigger:
                ".modal .o_field_widget[name=partner_id] input:value(Today Tour Ltd)",
        },
        { trigger: ".modal .btn-primary:contains('Save')", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "nothing is due, and the page says so",
            trigger: ".o_crm_today:not(:has([data-block=activities]))",
        },
        { trigger: ".o_crm_today_clear:contains('To Do')" },
        {
            content: "the record of an entry is a press away",
            trigger:
                ".o_crm_today_card[data-block=ahead] .o_crm_today_title:contains('Today Tour Ltd')",
            run: "click",
        },
        {
            trigger:
                ".o_form_view textarea:value(Today Tour Ltd), .o_form_view input:value(Today Tour Ltd)",
        },
    ],
});

/** A team leader sees who is late, and arranges the page as he likes it. */
tours.add("crm_today_leader_tour", {
    url: "/odoo/crm-today",
    steps: () => [
        {
            content: "what is red comes first",
            trigger:
                ".o_crm_today_column:first-child .o_crm_today_card:first-child[data-block=team]",
        },
        {
            trigger: "[data-block=team] .o_crm_today_title:contains('customer_own')",
        },
        { trigger: ".o_crm_today_arrange", run: "click" },
        {
            content: "figures first",
            trigger: "[data-block=figures] .o_crm_today_hide",
            run: "click",
        },
        { trigger: ".o_crm_today_show[data-block=figures]" },
        { trigger: "[data-block=team] .o_crm_today_down:enabled", run: "click" },
        { trigger: ".o_crm_today_column .o_crm_today_card + [data-block=team]" },
        { trigger: ".o_crm_today_arrange", run: "click" },
        {
            trigger: ".o_crm_today:not(:has([data-block=figures]))",
        },
        {
            content: "the late activities of one person",
            trigger: "[data-block=team] .o_crm_today_title:contains('customer_own')",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
    ],
});

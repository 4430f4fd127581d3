import { registry } from "@web/core/registry";

let presses = 0;

function count(event) {
    presses += event.target.closest("button, a") ? 1 : 0;
}

function startCounting() {
    presses = 0;
    document.addEventListener("click", count, true);
}

function stopCounting(budget) {
    document.removeEventListener("click", count, true);
    if (presses !== budget) {
        throw new Error(`${presses} presses instead of ${budget}`);
    }
}

const tours = registry.category("web_tour.tours");

/** On a phone the entries of an app stand in a sidebar; the first app is ours. */
function openMenu(xmlid) {
    return [
        { trigger: ".o_kanban_view .o_kanban_record" },
        { trigger: ".o_main_navbar .o_menu_toggle", run: "click" },
        {
            trigger: `.o_app_menu_sidebar li[data-menu-xmlid='crm_customer.${xmlid}']`,
            run: "click",
        },
        { trigger: "body:not(:has(.o_app_menu_sidebar))" },
    ];
}

function openToday() {
    return [
        ...openMenu("crm_visit_menu_today"),
        { trigger: ".o_kanban_record:contains('Acme Trading')" },
    ];
}

tours.add("crm_visit_today_tour", {
    steps: () => [
        ...openToday(),
        {
            content: "from here on every press counts",
            trigger: ".o_kanban_record button[name=action_check]",
            run: startCounting,
        },
        {
            trigger: ".o_kanban_record button[name=action_check]",
            run: "click",
        },
        {
            content: "the browser was asked at once",
            trigger: ".o_crm_visit_position:contains('100 m')",
        },
        { trigger: ".o_crm_visit_in:enabled", run: "click" },
        {
            content: "two presses to be checked in",
            trigger: ".o_crm_visit[data-state=on_site]",
            run: () => stopCounting(2),
        },
        {
            trigger: "#o_crm_visit_note",
            run: "edit Wants samples of the new alloy",
        },
        { trigger: "#o_crm_visit_step", run: "edit Send the samples" },
        { trigger: ".o_crm_visit_out:enabled", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "the list behind knows",
            trigger: ".o_kanban_record:contains('Done')",
        },
    ],
});

tours.add("crm_visit_customer_tour", {
    steps: () => [
        {
            content: "on a phone the button stands under the name",
            trigger: ".o_crm_badges button[name=action_crm_check_in]",
            run: startCounting,
        },
        {
            trigger: ".o_crm_badges button[name=action_crm_check_in]",
            run: "click",
        },
        { trigger: ".o_crm_visit_position:contains('no position yet')" },
        { trigger: "#o_crm_visit_keep", run: "click" },
        { trigger: ".o_crm_visit_in:enabled", run: "click" },
        {
            content: "two presses, and a tick that nobody has to make",
            trigger: ".o_crm_visit[data-state=on_site]",
            run: () => stopCounting(2),
        },
    ],
});

tours.add("crm_visit_denied_tour", {
    steps: () => [
        ...openToday(),
        { trigger: ".o_kanban_record button[name=action_check]", run: "click" },
        {
            trigger: ".o_crm_visit_position:contains('may not give your position')",
        },
        { trigger: ".o_crm_visit_in:disabled" },
        { trigger: ".o_crm_visit_without", run: "click" },
        { trigger: ".o_crm_visit_reason", run: "edit Phone left in the car" },
        { trigger: ".o_crm_visit_in:enabled", run: "click" },
        { trigger: ".o_crm_visit[data-state=on_site]:contains('Without position')" },
    ],
});

tours.add("crm_visit_away_tour", {
    steps: () => [
        ...openToday(),
        { trigger: ".o_kanban_record button[name=action_check]", run: "click" },
        { trigger: ".o_crm_visit_position:contains('marked as away')" },
        { trigger: ".o_crm_visit_in:enabled", run: "click" },
        { trigger: ".o_crm_visit[data-state=on_site]" },
    ],
});

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const ENTRY = ".o_crm_timeline_group .o_crm_timeline_entry";

/** The parts of the form share one request, and the chatter does not cause another. */
function expectPages(count) {
    const pages = performance
        .getEntriesByType("resource")
        .filter(({ name }) => name.includes("crm.timeline/get_page"));
    if (pages.length !== count) {
        throw new Error(`${pages.length} pages were asked for instead of ${count}`);
    }
}

registry.category("web_tour.tours").add("crm_customer_timeline", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "open the customers",
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
        {
            content: "look for the customer",
            trigger: ".o_searchview_input",
            run: "edit Northwind Tour",
        },
        { trigger: ".o_searchview_input", run: "press Enter" },
        { trigger: ".o_searchview_facet" },
        {
            content: "open it",
            trigger: ".o_data_cell:contains('Northwind Tour')",
            run: "click",
        },
        {
            trigger:
                ".o_crm_timeline_compact .o_crm_timeline_entry:contains('Hello 1.')",
        },
        {
            content: "the chatter has its messages and its activities",
            trigger: ".o-mail-Activity:contains('Ask for the plan')",
        },
        {
            trigger: ".o-mail-Message:contains('Hello 39.')",
            async run() {
                await new Promise((resolve) => setTimeout(resolve, 300));
                expectPages(1);
            },
        },
        { trigger: ".o_notebook a[name='crm_timeline']", run: "click" },
        {
            content: "what is next comes first",
            trigger:
                ".o_crm_timeline_upcoming .o_crm_timeline_entry:contains('Ask for the plan')",
        },
        { content: "then what happened", trigger: `${ENTRY}:contains('Hello 1.')` },
        {
            content: "without the changes",
            trigger: ".o_crm_timeline:not(:contains('Renamed by somebody'))",
        },
        {
            content: "the first page is full",
            trigger: `${ENTRY}:count(30)`,
            run: () => expectPages(2),
        },
        {
            content: "the end of the page comes into view",
            trigger: ".o_crm_timeline_more",
            run() {
                this.anchor.scrollIntoView();
            },
        },
        { content: "more comes by itself", trigger: `${ENTRY}:count(40)` },
        {
            content: "record an email as an interaction",
            trigger: `${ENTRY}:contains('Hello 2.') .o_crm_timeline_record`,
            run: "click",
        },
        { trigger: ".o_crm_log_interaction [name=note]:contains('Hello 2.')" },
        {
            trigger: ".modal .btn-primary:contains('Save')",
            run: "click",
        },
        {
            content: "it is there once",
            trigger: `${ENTRY}[data-kind=interaction]:contains('Hello 2.')`,
        },
        {
            trigger: `.o_crm_timeline:not(:has([data-kind=message]:contains('Hello 2.')))`,
        },
        {
            content: "only what is not a message",
            trigger: "[data-kind=message].btn",
            run: "click",
        },
        { trigger: ".o_crm_timeline_group:not(:contains('Hello'))" },
        { content: "and the changes", trigger: "[data-kind=log].btn", run: "click" },
        { trigger: `${ENTRY}:contains('Renamed by somebody')` },
        {
            content: "a new note shows up by itself",
            trigger: ".o-mail-Chatter-logNote",
            run: "click",
        },
        { trigger: ".o-mail-Composer-input", run: "edit They called back" },
        { trigger: ".o-mail-Composer-send:enabled", run: "click" },
        { trigger: `${ENTRY}[data-kind=note]:contains('They called back')` },
        {
            content: "open an entry",
            trigger: `${ENTRY}[data-kind=opportunity]:contains('Ten pumps')`,
            run: "click",
        },
        { trigger: ".o_breadcrumb .active:contains('Ten pumps')" },
        {
            content: "and go back",
            trigger: ".o_back_button:contains('Northwind Tour')",
            run: "click",
        },
        { trigger: ".o_notebook a[name='crm_timeline']", run: "click" },
        {
            content: "the choice is remembered",
            trigger: ".o_crm_timeline_kinds [data-kind=message][aria-pressed=false]",
        },
    ],
});

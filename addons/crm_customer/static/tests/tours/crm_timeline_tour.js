import { registry } from "@web/core/registry";
import { openCustomer, saveInteraction } from "./open_customer";

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
        ...openCustomer("Northwind Tour"),
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
        ...saveInteraction("Hello 2.", ENTRY),
        {
            content: "only what is not a message",
            trigger: "[data-kind=message].btn",
            run: "click",
        },
        { trigger: `.o_crm_timeline:not(:has(${ENTRY}[data-kind=message]))` },
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

import { registry } from "@web/core/registry";
import { openCustomer, saveInteraction } from "./open_customer";

const ENTRY = ".o_crm_timeline_group .o_crm_timeline_entry";

/** A browser that never says what comes into view, as for who works by keyboard. */
class BlindObserver {
    disconnect() {}
    observe() {}
    takeRecords() {
        return [];
    }
    unobserve() {}
}

registry.category("web_tour.tours").add("crm_customer_timeline_more", {
    url: "/odoo",
    steps: () => [
        ...openCustomer("Northwind Tour"),
        {
            trigger: ".o-mail-Message:contains('Hello 39.')",
            run() {
                window.IntersectionObserver = BlindObserver;
            },
        },
        { trigger: ".o_notebook a[name='crm_timeline']", run: "click" },
        { content: "the first page is full", trigger: `${ENTRY}:count(30)` },
        {
            content: "ask for more",
            trigger: ".o_crm_timeline_more:enabled:contains('Load more')",
            run: "click",
        },
        { content: "the rest comes", trigger: `${ENTRY}:count(39)` },
        {
            content: "and nothing is left to ask for",
            trigger: ".o_crm_timeline:not(:has(.o_crm_timeline_more))",
        },
        {
            content: "point at a message of the chatter",
            trigger: ".o-mail-Message:contains('Hello 20.')",
            run: "hover && click .o-mail-Message:contains('Hello 20.') [title='Expand']",
        },
        {
            content: "record it as an interaction",
            trigger: ".o-dropdown-item[name='crm-record-interaction']",
            run: "click",
        },
        ...saveInteraction("Hello 20.", ENTRY),
    ],
});

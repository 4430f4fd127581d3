import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

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
        { trigger: ".o_crm_log_interaction [name=note]:contains('Hello 20.')" },
        {
            trigger: ".modal .btn-primary:contains('Save')",
            run: "click",
        },
        {
            content: "the timeline has it, once",
            trigger: `${ENTRY}[data-kind=interaction]:contains('Hello 20.')`,
        },
        {
            trigger: `.o_crm_timeline:not(:has([data-kind=message]:contains('Hello 20.')))`,
        },
    ],
});

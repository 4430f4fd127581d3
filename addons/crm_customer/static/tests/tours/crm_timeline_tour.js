import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const ENTRY = ".o_crm_timeline_group .o_crm_timeline_entry";

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
        },
        { content: "load more", trigger: ".o_crm_timeline_more", run: "click" },
        { trigger: `${ENTRY}:count(40)` },
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

import { stepUtils } from "@web_tour/tour_utils";

/** The steps from the apps' menu to the form of the customer whose name is looked for. */
export function openCustomer(name) {
    return [
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
            run: `edit ${name}`,
        },
        { trigger: ".o_searchview_input", run: "press Enter" },
        { trigger: ".o_searchview_facet" },
        {
            content: "open it",
            trigger: `.o_data_cell:contains('${name}')`,
            run: "click",
        },
    ];
}

/** The steps that record what the open dialog holds; it shows up once. */
export function saveInteraction(text, entry) {
    return [
        { trigger: `.o_crm_log_interaction [name=note]:contains('${text}')` },
        {
            trigger: ".modal .btn-primary:contains('Save')",
            run: "click",
        },
        {
            content: "the timeline has it, once",
            trigger: `${entry}[data-kind=interaction]:contains('${text}')`,
        },
        {
            trigger: `.o_crm_timeline:not(:has([data-kind=message]:contains('${text}')))`,
        },
    ];
}

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const openMenu = (xmlid) => [
    stepUtils.showAppsMenuItem(),
    { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
    { trigger: "[data-menu-xmlid='crm.crm_menu_sales']", run: "click" },
    { trigger: `[data-menu-xmlid='${xmlid}']`, run: "click" },
];

/** A salesperson asks finance for the invoice of what is to be collected. */
registry.category("web_tour.tours").add("crm_sales_collection_tour", {
    steps: () => [
        ...openMenu("crm_sales.crm_sales_collection_menu_plans"),
        { trigger: ".o_data_row .o_data_cell:contains('Blue Sea')", run: "click" },
        {
            content: "the next step is named",
            trigger: "button.btn-primary[name=action_request_invoice]",
            run: "click",
        },
        {
            content: "title and amount are known",
            trigger: ".modal .o_form_view:contains('Blue Sea Trading Ltd')",
        },
        { trigger: ".modal button[name=action_request]", run: "click" },
        { trigger: ".o_form_view:contains('Invoice')" },
    ],
});

/** A salesperson asks for the approval of a discount over the own limit. */
registry.category("web_tour.tours").add("crm_sales_discount_tour", {
    steps: () => [
        { trigger: ".alert-warning:contains('Robot')" },
        {
            trigger: "button.btn-primary[name=action_crm_request_discount]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit A big customer",
        },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_form_view" },
        {
            content: "it is asked once",
            trigger: ".o_form_view:not(:has(button[name=action_crm_request_discount]))",
        },
    ],
});

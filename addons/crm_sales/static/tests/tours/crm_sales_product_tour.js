import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** A salesperson opens a quotation and adds what is proposed: one click. */
registry.category("web_tour.tours").add("crm_sales_cross_sell_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        { trigger: "[data-menu-xmlid='crm.crm_menu_sales']", run: "click" },
        {
            trigger: "[data-menu-xmlid='sale_crm.sale_order_menu_quotations_crm']",
            run: "click",
        },
        { trigger: ".o_data_row .o_data_cell:contains('Delong')", run: "click" },
        { trigger: ".o_crm_cross_offer:contains('Gripper'):contains('12 of 15')" },
        { trigger: ".o_crm_cross_offer button:contains('Add')", run: "click" },
        { trigger: "[name=order_line] .o_data_row:contains('Gripper')" },
        { trigger: ".o_form_view:not(:has(.o_crm_cross_offer))" },
    ],
});

/** A product manager makes leads of the customers that miss a product. */
registry.category("web_tour.tours").add("crm_sales_white_space_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_menu_market']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_white_gap_menu']",
            run: "click",
        },
        { trigger: ".o_crm_white_words:contains('comparable')" },
        { trigger: ".o_pivot_cell_value", run: "click" },
        { trigger: ".o_data_row:contains('Gripper')" },
        { trigger: "thead .o_list_record_selector input", run: "click" },
        { trigger: "button[name=action_make_leads]", run: "click" },
        { trigger: ".modal [name=partner_count]:contains('3')" },
        { trigger: ".modal button[name=action_make]", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains('Gripper'):eq(2)" },
    ],
});

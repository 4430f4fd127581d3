import { registry } from "@web/core/registry";

/** A salesperson opens the deal room, adds the decision maker, and sees the map drawn. */
registry.category("web_tour.tours").add("crm_sales_deal_tour", {
    steps: () => [
        { trigger: "button[name=action_crm_open_deal]", run: "click" },
        { trigger: ".o_crm_sales_deal .o_crm_sales_risks:contains('No next step')" },
        {
            trigger: "[name=crm_stakeholder_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Anna Deal",
        },
        {
            trigger: ".ui-autocomplete .dropdown-item:contains('Anna Deal')",
            run: "click",
        },
        {
            trigger:
                ".modal .o_field_widget[name=role] select, .modal .o_field_widget[name=role] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('Decision Maker')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=stance] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('Supporter')",
            run: "click",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: ".o_crm_sales_map .o_node.o_supporter:contains('Anna Deal')" },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: ".o_form_saved, body:not(:has(.o_form_button_save:visible))" },
    ],
});

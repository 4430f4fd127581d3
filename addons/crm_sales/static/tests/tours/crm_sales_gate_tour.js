import { registry } from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains('${name}'))`;

/** A salesperson drags a card against a gate, is told why, fills what is missing, and moves. */
registry.category("web_tour.tours").add("crm_sales_gate_tour", {
    steps: () => [
        {
            trigger: `${column("First")} .o_kanban_record:contains('Tour robots')`,
            run: `drag_and_drop(${column("Next")})`,
        },
        { trigger: ".o_crm_sales_gate:contains('Expected Closing: Fill it in.')" },
        // the card went back
        { trigger: `${column("First")} .o_kanban_record:contains('Tour robots')` },
        { trigger: ".o_crm_sales_open_checklist", run: "click" },
        { trigger: ".o_crm_sales_check[data-met='0'] button", run: "click" },
        {
            trigger:
                ".o_crm_sales_shown[name=date_deadline] button, .o_field_widget[name=date_deadline] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_deadline] input",
            run: "edit 05/01/2031",
        },
        { trigger: ".o_form_button_save:visible", run: "click" },
        { trigger: ".o_crm_sales_check[data-met='1']:contains('Expected Closing')" },
        { trigger: ".o_crm_sales_move", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Next')" },
    ],
});

import { registry } from "@web/core/registry";

/** Marketing opens a study, proves and confirms its finding, and agrees an action on the SWOT. */
registry.category("web_tour.tours").add("crm_sales_research_tour", {
    steps: () => [
        { trigger: "button[name=action_view_findings]", run: "click" },
        { trigger: ".o_control_panel .o_list_button_add" },
        {
            trigger: ".o_list_view .o_data_row td[name=name]:contains('changeover')",
            run: "click",
        },
        {
            trigger: "[name=evidence_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger:
                "[name=evidence_ids] .o_selected_row .o_field_widget[name=name] :is(input, textarea)",
            run: "edit Four hours each time",
        },
        {
            trigger: "[name=evidence_ids] .o_field_widget[name=origin] input",
            run: "edit Plant manager",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_field_widget[name=strength]:contains('Weak')" },
        { trigger: "button[name=action_confirm]", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Confirmed')" },
    ],
});

registry.category("web_tour.tours").add("crm_sales_swot_tour", {
    steps: () => [
        {
            trigger: "[name=strength_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: "[name=strength_ids] .o_field_widget[name=name] input",
            run: "edit Changeover within a day",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "[name=strength_ids] .o_data_row:contains('within a day')" },
        { trigger: "button[name=action_view_actions]", run: "click" },
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger:
                ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
            run: "edit Offer the trial cell",
        },
        {
            trigger:
                ".o_field_widget[name=date_due] button, .o_field_widget[name=date_due] input",
            run: "click",
        },
        { trigger: ".o_date_item_cell.o_today", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

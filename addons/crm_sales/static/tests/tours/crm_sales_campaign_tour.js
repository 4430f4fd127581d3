import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** Marketing plans a campaign, has it approved and freezes its audience. */
registry.category("web_tour.tours").add("crm_sales_campaign_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        {
            trigger: "button[data-menu-xmlid='crm_sales.crm_sales_menu_marketing']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_sales.crm_sales_menu_campaign']",
            run: "click",
        },
        { trigger: ".o_breadcrumb:contains('Campaigns')" },
        { trigger: ".o_kanban_view .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=title] input",
            run: "edit Tour campaign",
        },
        {
            trigger: ".o_field_widget[name=crm_objective] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains('Win Leads')",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=crm_date_start] input",
            run: "edit 03/02/2026",
        },
        {
            trigger:
                ".o_field_widget[name=crm_date_start] input[data-field=crm_date_end]",
            run: "edit 03/31/2026 && press Enter",
        },
        { trigger: ".o_notebook a[name=crm_audience]", run: "click" },
        {
            trigger: ".o_field_widget[name=crm_segment_ids] input",
            run: "edit Robot users",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Robot users')",
            run: "click",
        },
        { trigger: ".o_field_widget[name=crm_channel] input", run: "click" },
        { trigger: ".o_select_menu_item:contains('E-mail')", run: "click" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_crm_submit].btn-primary", run: "click" },
        { trigger: "button[name=action_crm_freeze].btn-primary", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: "button[name=action_crm_start].btn-primary", run: "click" },
        { trigger: "button[name=action_crm_finish].btn-primary" },
    ],
});

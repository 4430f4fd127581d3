import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("crm_kpi_goal_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "open the customers",
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        {
            content: "open the reports",
            trigger:
                ".o_menu_sections [data-menu-xmlid='crm_customer.crm_customer_menu_reporting']",
            run: "click",
        },
        {
            content: "open the goals",
            trigger: ".dropdown-item[data-menu-xmlid='crm_customer.crm_kpi_goal_menu']",
            run: "click",
        },
        { trigger: ".o-kanban-button-new", run: "click" },
        {
            content: "say what shall be reached",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tour: interactions this month",
        },
        {
            trigger: ".o_field_widget[name=kpi_id] input",
            run: "edit Interactions",
        },
        {
            trigger: ".ui-autocomplete a:contains('Interactions')",
            run: "click",
        },
        { trigger: ".o_field_widget[name=target] input", run: "edit 500" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "read where it stands",
            trigger:
                ".o_field_widget[name=status]:contains('At Risk'), .o_field_widget[name=status]:contains('On Track')",
        },
        {
            content: "and what makes it a better goal",
            trigger: ".o_field_widget[name=smart_hints]:contains('Enter a baseline')",
        },
        {
            content: "the records behind the figure are one press away",
            trigger: "button[name=action_open_records]",
            run: "click",
        },
        { trigger: ".o_list_view" },
    ],
});

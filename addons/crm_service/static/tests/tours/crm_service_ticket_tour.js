import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** An agent takes a ticket of nobody, answers and solves it. */
registry.category("web_tour.tours").add("crm_service_ticket_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        {
            content: "the overview counts what nobody has taken",
            trigger:
                ".o_kanban_record:contains('Hotline') a[name=action_view_unassigned]",
            run: "click",
        },
        {
            trigger: ".o_data_row .o_data_cell:contains('Tour pump leaks')",
            run: "click",
        },
        { trigger: ".o_form_view button[name=action_take].btn-primary", run: "click" },
        { trigger: ".o_field_widget[name=user_id] input:value(service_agent)" },
        { trigger: ".o-mail-Chatter-sendMessage", run: "click" },
        { trigger: ".o-mail-Composer-input", run: "edit We send a new seal." },
        { trigger: ".o-mail-Composer-send:enabled", run: "click" },
        { trigger: ".o-mail-Message:contains('We send a new seal.')" },
        { trigger: "button[name=action_close].btn-primary", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Solved')",
        },
    ],
});

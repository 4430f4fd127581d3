import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** The service manager starts an NPS round and reads the result of another. */
registry.category("web_tour.tours").add("crm_service_nps_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_service.crm_service_menu_root']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_menu_reporting']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='crm_service.crm_service_nps_round_menu']",
            run: "click",
        },
        // the list before has such a button too
        { trigger: ".o_breadcrumb:contains('NPS Rounds')" },
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name=name] input", run: "edit Tour round" },
        { trigger: "button.o_form_button_save", run: "click" },
        { trigger: "button[name=action_start].btn-primary", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Asking')",
        },
        { trigger: ".breadcrumb-item a:contains('NPS Rounds')", run: "click" },
        { trigger: ".o_data_row .o_data_cell:contains('Tour result')", run: "click" },
        { trigger: ".o_field_widget[name=nps]:contains('50.0')" },
        { trigger: "button[name=action_view_answers]", run: "click" },
        { trigger: ".o_data_row:contains('Acme Trading') .badge:contains('Promoter')" },
        { trigger: ".o_switch_view.o_pivot", run: "click" },
        { trigger: ".o_pivot:contains('NPS At Least')" },
    ],
});

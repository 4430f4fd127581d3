import { registry } from "@web/core/registry";

/** An agent merges two tickets from the list, sees what moves, and undoes it. */
registry.category("web_tour.tours").add("crm_service_merge_tour", {
    steps: () => [
        {
            trigger:
                ".o_data_row:contains('Tour twin one') .o_list_record_selector input",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains('Tour twin two') .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus button:contains('Actions')",
            run: "click",
        },
        { trigger: ".o-dropdown-item:contains(/^Merge$/)", run: "click" },
        { trigger: ".modal .o_field_widget[name=preview]:contains('Message: 1')" },
        { trigger: ".modal button[name=action_merge]", run: "click" },
        { trigger: ".o-mail-Message:contains('Tour words')" },
        { trigger: "button[name=action_view_merges]", run: "click" },
        { trigger: ".o_data_row button[name=action_undo]", run: "click" },
        { trigger: ".o_notification:contains('as they were')" },
        { trigger: ".o_data_row .badge:contains('Undone')" },
    ],
});

import { registry } from "@web/core/registry";

/** An agent is told that a colleague writes, uses a macro by three clicks, and takes it back. */
registry.category("web_tour.tours").add("crm_service_desk_tour", {
    steps: () => [
        { trigger: ".o_crm_service_presence:contains('service_colleague')" },
        { trigger: "button[name=action_macro]", run: "click" },
        { trigger: ".modal .o_selection_badge:contains('Tour macro')", run: "click" },
        { trigger: ".modal :contains('We look at it, tour.')" },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        { trigger: ".o_statusbar_status button:visible:contains('In Progress')" },
        { trigger: ".o-mail-Scheduled-Message:contains('We look at it, tour.')" },
        { trigger: "button[name=action_undo_macro]", run: "click" },
        { trigger: ".o_statusbar_status button:visible:contains('New')" },
        { trigger: "body:not(:has(button[name=action_undo_macro]))" },
    ],
});

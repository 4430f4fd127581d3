import { queryFirst } from "@odoo/hoot-dom";

import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const COUNT = "/web/dataset/call_kw/crm.service.ticket/search_count";
const CHAT =
    ".o-mail-DiscussSidebarCategory:contains('Shop') + .o-mail-DiscussSidebarChannel-container .o-mail-DiscussSidebarChannel";
const BUTTON = ".o-mail-DiscussContent-header button[name='crm-service-ticket']";
const FORM = ".o-livechat-LivechatCommandDialog-form input";

const pause = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Open the chat and its form until the form stays. What Discuss opens by itself, sooner or
 * later, a channel or a panel, takes their place.
 */
async function openForm() {
    let seen = 0;
    while (seen < 2) {
        seen = queryFirst(FORM) ? seen + 1 : 0;
        if (!seen) {
            (queryFirst(BUTTON) || queryFirst(CHAT))?.click();
        }
        await pause(1000);
    }
}

function countTickets() {
    const args = [[["name", "=", "Pump of the visitor"]]];
    return rpc(COUNT, {
        model: "crm.service.ticket",
        method: "search_count",
        args,
        kwargs: {},
    });
}

registry.category("web_tour.tours").add("crm_service_livechat_tour", {
    steps: () => [
        {
            content: "The button stands on top of the chat",
            trigger: CHAT,
            timeout: 60000,
            run: openForm,
        },
        {
            trigger: FORM,
            run: "edit Pump of the visitor",
        },
        {
            trigger: ".o-mail-ActionPanel button:contains('Create Ticket')",
            run: "click",
        },
        {
            content: "The form closes before the server has answered",
            trigger: "body:not(:has(.o-livechat-LivechatCommandDialog-form))",
            timeout: 60000,
            run: async () => {
                while (!(await countTickets())) {
                    await pause(200);
                }
            },
        },
    ],
});

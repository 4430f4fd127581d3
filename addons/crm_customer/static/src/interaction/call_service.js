import { registry } from "@web/core/registry";

// read at once: the router rewrites the address when the web client is ready
const number = new URL(window.location).searchParams.get("crm_call");

/** Opens what a call needs on top of the page that `/crm/call/<number>` led to. */
export const callService = {
    dependencies: ["action", "orm"],
    start(env, { action, orm }) {
        if (!number) {
            return;
        }
        const open = async () => {
            env.bus.removeEventListener("ACTION_MANAGER:UI-UPDATED", open);
            const next = await orm.call("crm.customer.interaction", "action_call", [
                number,
            ]);
            action.doAction(next);
        };
        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", open);
    },
};

registry.category("services").add("crm_customer.call", callService);

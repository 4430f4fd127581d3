import { registerMessageAction } from "@mail/core/common/message_actions";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const MODELS = new Set(["res.partner", "crm.lead", "sale.order"]);
const TYPES = new Set(["comment", "email", "email_outgoing"]);
let isAllowed = false;

// the conditions of actions cannot wait for the answer
registry.category("services").add("crm_record_message", {
    async start() {
        isAllowed = await user.hasGroup("crm_customer.group_customer_own");
    },
});

registerMessageAction("crm-record-interaction", {
    condition: ({ message }) =>
        isAllowed &&
        MODELS.has(message.thread?.model) &&
        TYPES.has(message.message_type) &&
        !message.isNote,
    icon: "fa fa-plus-square-o",
    name: _t("Record as interaction"),
    async onSelected({ message, store }) {
        const { action, orm } = store.env.services;
        const { id, model } = message.thread;
        const dialog = await orm.call("crm.customer.interaction", "action_record", [
            "mail.message",
            message.id,
        ]);
        // the timeline beside the chatter shows the interaction in place of the message
        const onClose = () =>
            store.env.bus.trigger("MAIL:RELOAD-THREAD", { model, id });
        await action.doAction(dialog, { onClose });
    },
    sequence: 75,
});

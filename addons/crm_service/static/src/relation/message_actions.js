import { registerMessageAction } from "@mail/core/common/message_actions";
import { toRaw } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

const SAID = ["comment", "email", "email_outgoing", "auto_comment", "out_of_office"];

registerMessageAction("crm-service-split", {
    condition: ({ message: msg, thread: thr }) => {
        const message = toRaw(msg);
        const thread = toRaw(thr);
        return (
            thread?.model === "crm.service.ticket" &&
            !message.isNote &&
            SAID.includes(message.message_type)
        );
    },
    icon: "fa fa-code-fork",
    name: _t("Split Off"),
    onSelected: ({ message, store, thread }) =>
        store.env.services.action.doAction(
            "crm_service.crm_service_ticket_split_action",
            {
                additionalContext: {
                    default_ticket_id: thread.id,
                    default_message_ids: [[6, 0, [message.id]]],
                },
            },
        ),
    sequence: 85,
});

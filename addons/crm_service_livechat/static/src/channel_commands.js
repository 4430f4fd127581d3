import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

registry.category("discuss.channel_commands").add("ticket", {
    condition: ({ store, thread }) =>
        store.has_access_livechat && thread?.channel_type === "livechat",
    help: _t("Make a service ticket of this chat (/ticket subject)"),
    methodName: "execute_command_ticket",
});

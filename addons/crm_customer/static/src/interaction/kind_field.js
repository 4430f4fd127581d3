import {
    badgeSelectionField,
    BadgeSelectionField,
} from "@web/views/fields/badge_selection/badge_selection_field";
import { registry } from "@web/core/registry";

const ICONS = {
    call: "fa-phone",
    chat: "fa-comments-o",
    email: "fa-envelope-o",
    in: "fa-arrow-down",
    meeting: "fa-users",
    negative: "fa-frown-o",
    neutral: "fa-meh-o",
    out: "fa-arrow-up",
    positive: "fa-smile-o",
    visit: "fa-map-marker",
    wechat: "fa-weixin",
};

/**
 * A selection as buttons with an icon each, or the records of a many2one as buttons;
 * pressing the chosen one again unsets it. Icon and label when read-only.
 */
export class InteractionBadgesField extends BadgeSelectionField {
    static template = "crm_customer.InteractionBadgesField";

    icon(value) {
        return ICONS[value];
    }

    /** @override */
    onChange(value) {
        const unset = this.type === "many2one" && value === this.value;
        return super.onChange(unset ? false : value);
    }
}

registry.category("fields").add("crm_interaction_badges", {
    ...badgeSelectionField,
    component: InteractionBadgesField,
    supportedTypes: ["many2one", "selection"],
});

import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** A button per masked field; a click shows the one value, which the server logs. */
export class CrmReveal extends Component {
    static template = "crm_customer.Reveal";
    static props = { ...standardWidgetProps, fields: { type: Array } };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({ shown: {}, busy: false });
    }

    /** The masked fields that hold something. */
    get masked() {
        const { data, fields } = this.props.record;
        return this.props.fields
            .filter((name) => fields[name] && data[name])
            .map((name) => ({ name, label: fields[name].string }));
    }

    key(name) {
        return `${this.props.record.resId},${name}`;
    }

    async reveal(name) {
        const { resModel, resId } = this.props.record;
        this.state.busy = true;
        try {
            const { value, left } = await this.orm.call(resModel, "crm_reveal", [
                [resId],
                name,
            ]);
            this.state.shown[this.key(name)] = value;
            this.notification.add(_t("%s more can be revealed today.", left), {
                type: "info",
            });
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("view_widgets").add("crm_reveal", {
    component: CrmReveal,
    extractProps: ({ attrs }) => ({ fields: attrs.fields.split(",") }),
});

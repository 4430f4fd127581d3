import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The field that a column goes to, chosen from the groups of the job's target. */
export class ImportFieldSelector extends Component {
    static template = "crm_customer.ImportFieldSelector";
    static props = { ...standardFieldProps };

    get groups() {
        return this.props.record.data.options || [];
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get label() {
        for (const [, options] of this.groups) {
            const found = options.find(([key]) => key === this.value);
            if (found) {
                return found[1];
            }
        }
        return "";
    }

    onChange(ev) {
        this.props.record.update({ [this.props.name]: ev.target.value || false });
    }
}

registry.category("fields").add("crm_import_field_selector", {
    component: ImportFieldSelector,
    supportedTypes: ["char"],
    fieldDependencies: [{ name: "options", type: "json" }],
});

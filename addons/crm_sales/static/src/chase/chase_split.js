import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Two timings side by side: the share of answers, and between which bounds it is sure to be. */
export class ChaseSplit extends Component {
    static template = "crm_sales.ChaseSplit";
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("crm_sales_chase_split", {
    component: ChaseSplit,
    supportedTypes: ["json"],
});

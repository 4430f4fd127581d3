import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Draws the stakeholders where the server placed them; a click opens one. */
export class StakeholderMap extends Component {
    static template = "crm_sales.StakeholderMap";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get map() {
        return this.props.record.data[this.props.name];
    }

    /** Somebody who is not saved yet has no page. */
    async open(node) {
        if (node.key < 0 || !(await this.props.record.save())) {
            return;
        }
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: node.title,
                res_model: "crm.sales.stakeholder",
                res_id: node.key,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.props.record.load() },
        );
    }
}

registry.category("fields").add("crm_sales_stakeholder_map", {
    component: StakeholderMap,
    supportedTypes: ["json"],
});

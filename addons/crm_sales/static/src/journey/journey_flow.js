import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Draws the steps of a journey with how many are where; a click on a figure opens them. */
export class JourneyFlow extends Component {
    static template = "crm_sales.JourneyFlow";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get flow() {
        return this.props.record.data[this.props.name];
    }

    /** The figures stand in a row from the right edge of their step to the left. */
    counts(node) {
        return node.counts.map((each, at) => ({
            ...each,
            text: `${each.count} ${each.label}`,
            x: node.x + 40 + (at % 4) * 92,
        }));
    }

    icon(kind) {
        return {
            mail: "\uf0e0",
            sms: "\uf27a",
            activity: "\uf0ae",
            wait: "\uf017",
            branch: "\uf126",
            tag: "\uf02b",
            end: "\uf11e",
        }[kind];
    }

    async open(node, what) {
        const action = await this.orm.call("crm.sales.journey", "action_view_step", [
            this.props.record.resId,
            node.key,
            what,
        ]);
        await this.action.doAction(action);
    }
}

registry.category("fields").add("crm_sales_journey_flow", {
    component: JourneyFlow,
    supportedTypes: ["json"],
});

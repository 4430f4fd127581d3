import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The unknown values of each column, decided once for all rows that have them. */
export class ImportOpenValues extends Component {
    static template = "crm_customer.ImportOpenValues";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ columns: [], decided: [], chosen: {} });
        onWillStart(() => this.fetch(this.props));
        onWillUpdateProps((props) => this.fetch(props));
    }

    async fetch({ record }) {
        const found = record.resId
            ? await this.orm.call("crm.customer.import", "get_open_values", [
                  [record.resId],
              ])
            : { columns: [], decided: [] };
        Object.assign(this.state, found, { chosen: {} });
    }

    get canDecide() {
        const { state, task } = this.props.record.data;
        return state === "checked" && !task;
    }

    key(column, value) {
        return JSON.stringify([column.field, value.value]);
    }

    get chosenCount() {
        return Object.keys(this.state.chosen).length;
    }

    onChoose(column, value, ev) {
        const key = this.key(column, value);
        if (ev.target.value === "") {
            delete this.state.chosen[key];
        } else {
            this.state.chosen[key] = ev.target.value;
        }
    }

    async apply() {
        const decisions = {};
        for (const [key, choice] of Object.entries(this.state.chosen)) {
            const [field, value] = JSON.parse(key);
            decisions[field] ??= {};
            decisions[field][value] = choice === "empty" ? "" : choice.slice(1);
        }
        await this.decide(decisions);
    }

    async leaveEmpty(column) {
        await this.decide({ [column.field]: { "*": "" } });
    }

    async decide(decisions) {
        await this.orm.call("crm.customer.import", "action_decide", [
            [this.props.record.resId],
            decisions,
        ]);
        await this.props.record.load();
    }

    async drop({ field, value }) {
        await this.orm.call("crm.customer.import", "action_drop_decision", [
            [this.props.record.resId],
            field,
            value,
        ]);
        await this.props.record.load();
    }
}

registry.category("view_widgets").add("crm_import_open_values", {
    component: ImportOpenValues,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "task", type: "selection" },
    ],
});

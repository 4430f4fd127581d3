import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The unknown values of each column, decided once for all rows that have them. */
export class ImportOpenValues extends Component {
    static template = "crm_customer.ImportOpenValues";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ columns: [], decided: [], chosen: {} });
        useRecordObserver((record) => this.fetch(record));
    }

    async fetch({ resId, data }) {
        // data is read so that the observer calls again whenever it is loaded anew
        const found =
            resId && data
                ? await this.orm.call("crm.customer.import", "get_open_values", [
                      [resId],
                  ])
                : { columns: [], decided: [] };
        const open = new Set(
            found.columns.flatMap((column) =>
                column.values.map((value) => this.key(column, value)),
            ),
        );
        const chosen = Object.entries(this.state.chosen).filter(([key]) =>
            open.has(key),
        );
        Object.assign(this.state, found, { chosen: Object.fromEntries(chosen) });
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

import { Component, onMounted, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const INTERVAL = 2000;

/** Progress bar of a running import; reloads the record while a task is at work. */
export class ImportProgress extends Component {
    static template = "crm_customer.ImportProgress";
    static props = { ...standardWidgetProps };

    setup() {
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), INTERVAL);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    get data() {
        return this.props.record.data;
    }

    get percent() {
        return Math.round(this.data.progress || 0);
    }

    async refresh() {
        const { record } = this.props;
        if (
            record.resId &&
            this.data.task &&
            !this.data.is_paused &&
            !(await record.isDirty())
        ) {
            await record.load();
        }
    }
}

registry.category("view_widgets").add("crm_import_progress", {
    component: ImportProgress,
    fieldDependencies: [
        { name: "task", type: "selection" },
        { name: "is_paused", type: "boolean" },
        { name: "progress", type: "float" },
        { name: "work_done", type: "integer" },
        { name: "work_total", type: "integer" },
    ],
});
